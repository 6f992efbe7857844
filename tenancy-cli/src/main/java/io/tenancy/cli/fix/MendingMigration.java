package io.tenancy.cli.fix;

import io.tenancy.cli.report.Issue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file that mends: in a folder of Flyway migrations under the next version, or under the name that was asked for. Never writes over
 * a file. Immutable.
 */
public final class MendingMigration {
    private static final String NAME = "__mend_isolation.sql";

    private final Path folder;
    private final @Nullable Path file;
    private final MigrationFiles present;

    private MendingMigration(Path folder, @Nullable Path file, MigrationFiles present) {
        this.folder = folder;
        this.file = file;
        this.present = present;
    }

    /**
     * A place for the file.
     *
     * @param target an existing directory, or the file to make, {@code V7__name.sql}
     * @param others further folders whose versions count
     * @return the place
     * @throws FixException if there is no such directory, the file has no version or one that is taken
     */
    public static MendingMigration at(Path target, List<Path> others) {
        boolean named = !Files.isDirectory(target) && target.toString().endsWith(".sql");
        Path folder = named ? Objects.requireNonNullElse(target.toAbsolutePath().getParent(), target) : target;
        if (!Files.isDirectory(folder)) {
            throw FixException.usage(
                    "The directory for the migration does not exist: " + folder,
                    "Give the existing directory of the application's migrations, or a file V7__name.sql in it");
        }
        List<Path> folders = new ArrayList<>(others);
        folders.add(folder);
        MigrationFiles present = MigrationFiles.in(folders);
        MendingMigration place = new MendingMigration(folder, named ? target : null, present);
        if (named) {
            MigrationVersion version = version(target);
            assert version != null;
        }
        return place;
    }

    private static MigrationVersion version(Path asked) {
        MigrationVersion version = MigrationVersion.ofFile(Objects.toString(asked.getFileName(), ""));
        if (version == null) {
            throw FixException.usage(
                    "It is no name of a versioned migration: " + asked, "Name it like V7__mend_isolation.sql");
        }
        return version;
    }

    private void refuseClash(Path asked) {
        MigrationVersion version = version(asked);
        Path same = present.fileOf(version);
        if (same != null) {
            throw FixException.usage(
                    "Version " + version.text() + " is taken by " + same,
                    "Give the directory, and the next version is chosen");
        }
        present.last().filter(last -> last.compareTo(version) > 0).ifPresent(last -> {
            throw FixException.usage(
                    "Version " + version.text() + " comes before " + last.text()
                            + ", which is there: Flyway would skip it",
                    "Give the directory, and the next version is chosen");
        });
    }

    /**
     * The directory that it is for.
     *
     * @return an existing directory
     */
    public Path folder() {
        return folder;
    }

    /**
     * The names of a folder's versioned migrations.
     *
     * @param folder an existing directory
     * @return the names without directories
     */
    public static Set<String> names(Path folder) {
        return MigrationFiles.in(List.of(folder)).all().stream()
                .map(one -> Objects.toString(one.getFileName(), ""))
                .collect(Collectors.toSet());
    }

    /**
     * What earlier files of this kind mend once they are applied.
     *
     * @param findings what counts in the check
     * @param applied the names of files that are applied and did not help, or did not last
     * @return those of the findings that a file mends which still waits
     */
    public Set<Issue> pending(List<Issue> findings, Set<String> applied) {
        Set<String> mends = new HashSet<>();
        for (Path one : present.all()) {
            if (!applied.contains(Objects.toString(one.getFileName(), ""))) {
                mends.addAll(MigrationText.mends(read(one)));
            }
        }
        Set<Issue> pending = new HashSet<>(findings);
        pending.removeIf(issue -> !mends.contains(MigrationText.mends(issue)));
        return pending;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FixException.file("The migration cannot be read: " + file, "Make the file readable", e);
        }
    }

    /**
     * Writes it.
     *
     * @param mending what it does
     * @param versions versions that are taken without a file here, as the database's history has them
     * @return the file; empty if there is no statement to write
     * @throws FixException if it cannot be written; then nothing is
     */
    public Optional<Path> write(Mending mending, List<String> versions) {
        if (mending.isEmpty()) {
            return Optional.empty();
        }
        List<MigrationVersion> taken =
                versions.stream().map(MigrationVersion::of).toList();
        Path target = folder.resolve("V" + present.next(taken).inFileName() + NAME);
        if (file != null) {
            refuseClash(file);
            target = file;
        }
        write(target, MigrationText.of(mending));
        return Optional.of(target);
    }

    private static void write(Path target, String text) {
        try {
            Files.createFile(target);
        } catch (FileAlreadyExistsException e) {
            throw FixException.file("There is a file already: " + target, "Run it again, or give another name", e);
        } catch (IOException e) {
            throw cannot(target, e);
        }
        try {
            Files.writeString(target, text);
        } catch (IOException e) {
            // Half a migration is worse than none.
            discard(target, e);
            throw cannot(target, e);
        }
    }

    private static void discard(Path target, IOException why) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static FixException cannot(Path target, IOException cause) {
        return FixException.file(
                "The migration cannot be written: " + target, "Give a directory that may be written", cause);
    }
}
