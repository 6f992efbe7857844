package io.tenancy.jdbc.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dispatcher that works by itself until it is closed. */
public final class AlertThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertThreads.class);
    private static final long PAUSE_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 2;

    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    AlertThreads(AlertDispatcher dispatcher) {
        every("tenancy-alerts", () -> LOG.debug("{} alerts sorted", dispatcher.route()));
        for (AlertSink sink : dispatcher.sinks()) {
            every(
                    "tenancy-alerts-" + sink.name(),
                    () -> LOG.debug("{} alerts delivered to {}", dispatcher.deliver(sink), sink.name()));
        }
    }

    private void every(String name, Runnable work) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("Alerts wait; trying on", e);
                    }
                },
                PAUSE_MILLIS,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
        threads.add(thread);
    }

    /** Ends; what waits is for the next one. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        try {
            for (ScheduledExecutorService thread : threads) {
                if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
