package io.tenancy.jdbc.internal.usage;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes buffered sums and gives back idle blocks, every second; begun when there is something to do. */
final class UsageThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageThread.class);
    private static final long INTERVAL = Duration.ofSeconds(1).toMillis();
    private static final long PATIENCE = Duration.ofSeconds(10).toMillis();

    private final Runnable beat;
    private final Thread thread;
    private final Object bell = new Object();
    private boolean started;
    private boolean closed;

    UsageThread(Runnable beat) {
        this.beat = beat;
        this.thread = new Thread(this::run, "tenancy-usage");
        this.thread.setDaemon(true);
    }

    /** There is something to do from now on. */
    void start() {
        synchronized (bell) {
            if (!started && !closed) {
                started = true;
                thread.start();
            }
        }
    }

    private void run() {
        while (true) {
            synchronized (bell) {
                if (!closed) {
                    try {
                        bell.wait(INTERVAL);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
            }
            try {
                beat.run();
            } catch (RuntimeException e) {
                LOG.error("Usage could not be written; it is tried again in a second", e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (bell) {
            closed = true;
            bell.notifyAll();
            if (!started) {
                return;
            }
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
