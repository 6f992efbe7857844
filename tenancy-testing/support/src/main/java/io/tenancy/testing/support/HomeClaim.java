package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A lock on a directory held until closed, as a sign that its process lives; the system releases it when the process dies. */
final class HomeClaim implements AutoCloseable {
    private static final Set<Object> IN_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final Object key;
    private final FileChannel channel;

    private HomeClaim(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Claims a directory; empty if another process holds it, or this one. The file of a claim held here is not opened a second time:
     * POSIX drops a process's lock when the process closes <em>any</em> channel to the file.
     */
    static Optional<HomeClaim> on(Path home) throws IOException {
        Object file = Files.readAttributes(home, BasicFileAttributes.class).fileKey();
        Object key = file == null ? home.toRealPath() : file;
        if (!IN_THIS_JVM.add(key)) {
            return Optional.empty();
        }
        FileChannel channel = HomeLock.channel(home);
        if (channel.tryLock() != null) {
            return Optional.of(new HomeClaim(key, channel));
        }
        channel.close();
        IN_THIS_JVM.remove(key);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        IN_THIS_JVM.remove(key);
    }
}
