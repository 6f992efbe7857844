package io.tenancy.cli.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the migrations of a folder, in the order in which Flyway runs them. */
final class MigrationFiles {
    private static final Comparator<MigrationFile> ORDER = Comparator.comparing(MigrationFile::kind)
            .thenComparing(MigrationFile::version, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(MigrationFile::name);

    private MigrationFiles() {}

    static List<MigrationFile> in(List<Path> folders, Path workingDirectory) {
        List<MigrationFile> files = new ArrayList<>();
        for (Path folder : folders) {
            for (Path path : sql(folder)) {
                files.add(file(path, shown(path, workingDirectory)));
            }
        }
        if (files.isEmpty()) {
            throw new UnreadableSqlException(
                    "No migration in " + join(folders),
                    "Name the directory that holds V1__name.sql; migrations in Java are seen by --shadow only",
                    null);
        }
        files.sort(ORDER);
        refuseTwins(files);
        return files;
    }

    private static List<Path> sql(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableSqlException(
                    "The directory of migrations does not exist: " + folder, "Give an existing directory", null);
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(path -> path.getFileName().toString().endsWith(".sql") && !Files.isDirectory(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableSqlException(
                    "The directory of migrations cannot be read: " + folder, "Make it readable", e);
        }
    }

    private static MigrationFile file(Path path, String shown) {
        return MigrationFile.of(path, shown)
                .orElseThrow(() -> new UnreadableSqlException(
                        "Not named as a migration: " + shown,
                        "Name it like V2__what.sql, R__what.sql or beforeMigrate.sql, or move it elsewhere",
                        null));
    }

    private static String shown(Path path, Path workingDirectory) {
        Path absolute = path.toAbsolutePath().normalize();
        Path base = workingDirectory.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute;
        return shown.toString().replace('\\', '/');
    }

    private static void refuseTwins(List<MigrationFile> files) {
        @Nullable MigrationFile before = null;
        for (MigrationFile file : files) {
            if (before != null
                    && file.version() != null
                    && before.kind() == file.kind()
                    && before.version() != null
                    && before.version().compareTo(file.version()) == 0) {
                throw new UnreadableSqlException(
                        "Two migrations of one version: " + before.shown() + " and " + file.shown(),
                        "Give one of them the next version",
                        null);
            }
            before = file;
        }
    }

    private static String join(List<Path> folders) {
        return String.join(", ", folders.stream().map(Path::toString).toList());
    }
}
