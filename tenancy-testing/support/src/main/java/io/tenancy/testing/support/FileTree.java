package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Owners, permissions and removal of files. On systems without POSIX attributes permissions are left to the system's defaults. */
final class FileTree {
    static final int ROOT = 0;
    private static final boolean POSIX =
            Path.of(".").getFileSystem().supportedFileAttributeViews().contains("unix");

    private FileTree() {}

    /** The user id of this process, or -1 where there is none; asked of a fresh file, because that needs no native call. */
    static int ownUid() throws IOException {
        if (!POSIX) {
            return -1;
        }
        Path probe = Files.createTempFile("tenancy-owner-", "");
        try {
            return uid(probe);
        } finally {
            Files.delete(probe);
        }
    }

    static int uid(Path path) throws IOException {
        return POSIX ? (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) : -1;
    }

    static void permit(Path path, String permissions) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    static void handTo(Path path, int uid) throws IOException {
        Files.setOwner(
                path,
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(Integer.toString(uid)));
    }

    /** Writes a file that only this user can read, never visible half written. */
    static void writeSecret(Path file, String content) throws IOException {
        Path next = Files.createTempFile(directoryOf(file), file.getFileName() + ".", ".new");
        permit(next, "rw-------");
        Files.writeString(next, content);
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.getFileSystem().getPath(".") : parent;
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
