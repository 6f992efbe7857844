package io.tenancy.cli.fix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The versioned migrations that stand in folders, subfolders included, as Flyway finds them. Immutable. */
final class MigrationFiles {
    private final NavigableMap<MigrationVersion, Path> files;

    private MigrationFiles(NavigableMap<MigrationVersion, Path> files) {
        this.files = files;
    }

    /**
     * Looks.
     *
     * @param folders existing directories
     * @return what stands there
     * @throws FixException if a folder cannot be read, or two files have one version
     */
    static MigrationFiles in(List<Path> folders) {
        NavigableMap<MigrationVersion, Path> files = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile).sorted().forEach(file -> add(files, file));
            } catch (IOException | UncheckedIOException e) {
                throw FixException.file(
                        "The directory of migrations cannot be read: " + folder, "Make it and its files readable", e);
            }
        }
        return new MigrationFiles(files);
    }

    private static void add(NavigableMap<MigrationVersion, Path> files, Path file) {
        MigrationVersion version = MigrationVersion.ofFile(name(file));
        if (version == null) {
            return;
        }
        Path other = files.putIfAbsent(version, file.toAbsolutePath().normalize());
        if (other != null && !other.equals(file.toAbsolutePath().normalize())) {
            throw FixException.usage(
                    "Two migrations have version " + version.text() + ": " + other + " and " + file,
                    "Rename the one that is not applied yet");
        }
    }

    private static String name(Path file) {
        return Objects.toString(file.getFileName(), "");
    }

    /** The version after all of these and the ones given. */
    MigrationVersion next(List<MigrationVersion> others) {
        return Stream.concat(files.keySet().stream(), others.stream())
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::next)
                .orElseGet(() -> MigrationVersion.of("1"));
    }

    @Nullable
    Path fileOf(MigrationVersion version) {
        return files.get(version);
    }

    Optional<MigrationVersion> last() {
        return files.isEmpty() ? Optional.empty() : Optional.of(files.lastKey());
    }

    List<Path> all() {
        return List.copyOf(files.values());
    }
}
