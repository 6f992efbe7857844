package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Mutual exclusion over one directory, between threads and between processes; the system releases it when a process dies. */
final class HomeLock implements AutoCloseable {
    private static final ConcurrentHashMap<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final ReentrantLock local;

    private HomeLock(FileChannel channel, ReentrantLock local) {
        this.channel = channel;
        this.local = local;
    }

    /** Waits until nobody else works on the directory. Closed by the thread that took it. */
    static HomeLock take(Path home) throws IOException {
        ReentrantLock local = IN_THIS_JVM.computeIfAbsent(home.toRealPath(), path -> new ReentrantLock());
        local.lock();
        try {
            FileChannel channel = channel(home);
            channel.lock();
            return new HomeLock(channel, local);
        } catch (IOException | RuntimeException e) {
            local.unlock();
            throw e;
        }
    }

    static FileChannel channel(Path home) throws IOException {
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            local.unlock();
        }
    }
}
