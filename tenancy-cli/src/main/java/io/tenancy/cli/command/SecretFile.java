package io.tenancy.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of {@code NAME='value'} lines, as a shell reads them with {@code set -a; . file}, that only its owner may read. Replaced as a
 * whole, so that nobody sees half of it.
 */
final class SecretFile {
    private final Path path;

    SecretFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.isRegularFile(path);
    }

    Map<String, String> read() {
        Map<String, String> values = new LinkedHashMap<>();
        if (!exists()) {
            return values;
        }
        try {
            for (String line : Files.readAllLines(path)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1)));
                }
            }
        } catch (IOException e) {
            throw CommandException.file(
                    "The file with the generated passwords cannot be read: " + path,
                    "Make it a text file that this user may read",
                    e);
        }
        return values;
    }

    /** The inverse of {@link #quoted}; a value without quotes is taken as it is. */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1).replace("'\\''", "'") : value;
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    void write(String comment, Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + comment);
        values.forEach((name, value) -> lines.add(name + "=" + quoted(value)));
        try {
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                permit(directory, "rwx------");
                Files.writeString(directory.resolve(".gitignore"), "*\n");
            }
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh);
            permit(fresh, "rw-------");
            Files.write(fresh, lines);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandException.file(
                    "The file with the generated passwords cannot be written: " + path,
                    "Make its directory writable",
                    e);
        }
    }

    private static void permit(Path file, String permissions) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Whether anybody but the owner may read it. */
    boolean isExposed() throws IOException {
        if (!exists() || !Files.getFileStore(path).supportsFileAttributeView("posix")) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.of(
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.GROUP_WRITE,
                PosixFilePermission.OTHERS_READ,
                PosixFilePermission.OTHERS_WRITE);
        others.retainAll(Files.getPosixFilePermissions(path));
        return !others.isEmpty();
    }
}
