package io.tenancy.cli.command;

import io.tenancy.cli.fix.Mending;
import io.tenancy.cli.fix.MendingMigration;
import io.tenancy.cli.report.Issue;
import io.tenancy.jdbc.migration.MigrationStatus;
import io.tenancy.jdbc.migration.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --fix}: where the migration goes that mends, and what is said about it. */
final class FixOptions {
    private static final String FILES = "filesystem:";

    @Option(
            names = "--fix",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR or FILE",
            description =
                    "Write a Flyway migration that mends what is found, under the next version of the directory (default: that of --migrations, or of tenancy.yaml), or as the file. Changes no database; a second run writes nothing.")
    private @Nullable String target;

    boolean isAsked() {
        return target != null;
    }

    /** Refuses at once what could not be written in the end. */
    MendingMigration place(Session session, @Nullable Path migrations) {
        List<Path> folders = folders(session, migrations);
        String asked = Objects.requireNonNullElse(target, "");
        if (!asked.isEmpty()) {
            return MendingMigration.at(session.directory().resolve(asked), folders);
        }
        if (folders.size() != 1) {
            throw CommandException.usage(
                    "It is not clear where the migration should go",
                    "Give the directory: --fix src/main/resources/db/migration");
        }
        return MendingMigration.at(folders.get(0), List.of());
    }

    private static List<Path> folders(Session session, @Nullable Path migrations) {
        Stream<Path> named = migrations != null
                ? Stream.of(migrations)
                : session.migrations().stream()
                        .filter(location -> !location.startsWith("classpath:"))
                        .map(location ->
                                Path.of(location.startsWith(FILES) ? location.substring(FILES.length()) : location));
        return named.map(session.directory()::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    /**
     * Writes, unless everything is mended by a file that waits to be applied.
     *
     * @return what to tell about it, line by line
     */
    List<String> write(MendingMigration place, @Nullable Path applied, List<Issue> open, DataSource database)
            throws SQLException {
        History history = applied == null ? History.of(database, place.folder()) : History.ofFolder(applied);
        Set<Issue> pending = place.pending(open, history.scripts());
        Mending mending =
                Mending.of(open.stream().filter(one -> !pending.contains(one)).toList(), database);
        List<String> lines = new ArrayList<>();
        lines.add(place.write(mending, history.versions())
                .map(file -> "Written: " + file + ", " + counted(mending.steps().size(), "statement") + " for "
                        + counted(mending.mended().size(), "finding")
                        + ". Review it, then apply it with: tenancyctl migrate")
                .orElseGet(() -> nothing(pending, mending)));
        mending.forOthers()
                .forEach(issue -> lines.add("Not for the migrator, let the owner or a superuser run: "
                        + String.join(" ", issue.sql()) + " (" + issue.rule() + " " + issue.object() + ")"));
        mending.decisions().forEach(issue -> lines.add("Takes a decision: " + issue.fingerprint()));
        return lines;
    }

    private static String nothing(Set<Issue> pending, Mending mending) {
        if (!pending.isEmpty()) {
            return "Nothing to write: a migration that is not applied yet mends " + counted(pending.size(), "finding")
                    + "; apply it with: tenancyctl migrate";
        }
        return mending.forOthers().isEmpty() && mending.decisions().isEmpty()
                ? "Nothing to mend"
                : "Nothing to write that a migration could mend";
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** What a database has seen: the file names and versions of applied migrations. */
    private record History(Set<String> scripts, List<String> versions) {
        static History of(DataSource database, Path folder) {
            List<MigrationStatus.Entry> applied =
                    Migrator.builder(database).locations(List.of(FILES + folder)).build().status().entries().stream()
                            .filter(entry -> entry.state() != MigrationStatus.State.PENDING)
                            .toList();
            return new History(
                    applied.stream().map(entry -> name(Path.of(entry.script()))).collect(Collectors.toSet()),
                    applied.stream()
                            .map(MigrationStatus.Entry::version)
                            .filter(Objects::nonNull)
                            .toList());
        }

        static History ofFolder(Path folder) {
            return new History(MendingMigration.names(folder), List.of());
        }

        private static String name(Path script) {
            return Objects.toString(script.getFileName(), "");
        }
    }
}
