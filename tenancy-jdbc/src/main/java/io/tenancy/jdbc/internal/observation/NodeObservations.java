package io.tenancy.jdbc.internal.observation;

import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.observation.ErrorFingerprint;
import io.tenancy.observation.ErrorGroup;
import io.tenancy.observation.LatencyHistogram;
import io.tenancy.observation.Observations;
import io.tenancy.observation.ObservedPeriod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one node observes of all its tenants. Thread-safe; closing writes what is left. */
public final class NodeObservations implements Observations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeObservations.class);
    private static final int MOST_MINUTES = 20_000;
    private static final int MOST_ERRORS = 10_000;
    private static final long PATIENCE_SECONDS = 10;

    private final TenantUnits tenants;
    private final @Nullable DataSource worker;
    private final Collection<String> packages;
    private final Clock clock;
    private final LongSupplier ticker;
    private final ObservationBuffer buffer = new ObservationBuffer(MOST_MINUTES, MOST_ERRORS);
    private final @Nullable ErrorRateWatch watch;
    private final @Nullable ScheduledExecutorService thread;

    /**
     * Begins to observe.
     *
     * @param tenants where a tenant reads what was observed of it
     * @param worker writes; null to keep nothing
     * @param packages whose frames count in errors; none for all that belong to no known library
     * @param rate when the share of errors raises an alert; null for never
     * @param clock says which minute it is
     */
    public NodeObservations(
            TenantUnits tenants,
            @Nullable DataSource worker,
            Collection<String> packages,
            @Nullable ErrorRate rate,
            Clock clock) {
        this.tenants = tenants;
        this.worker = worker;
        this.packages = packages;
        this.clock = clock;
        this.ticker = System::nanoTime;
        this.watch = worker == null || rate == null ? null : new ErrorRateWatch(worker, rate, clock);
        this.thread = worker == null ? null : thread(this::beat);
    }

    private static ScheduledExecutorService thread(Runnable beat) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "tenancy-observations");
            made.setDaemon(true);
            return made;
        });
        long pause = FLUSHED_EVERY.toMillis();
        var unused = thread.scheduleWithFixedDelay(beat, pause, pause, TimeUnit.MILLISECONDS);
        return thread;
    }

    private void beat() {
        try {
            boolean unused = flush();
            if (watch != null) {
                LOG.debug("{} alerts about errors", watch.look());
            }
        } catch (RuntimeException e) {
            LOG.error("Observations wait; trying on", e);
        }
    }

    @Override
    public void success(Duration latency) {
        add(latency, false, null);
    }

    @Override
    public void error(Duration latency) {
        add(latency, true, null);
    }

    @Override
    public void error(Duration latency, Throwable failure) {
        add(latency, true, packages.isEmpty() ? ErrorFingerprint.of(failure) : ErrorFingerprint.of(failure, packages));
    }

    private void add(Duration latency, boolean isError, @Nullable ErrorFingerprint error) {
        UUID tenant = TenantContext.required().tenant().id().value();
        if (worker != null) {
            long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos(latency)));
            buffer.add(tenant, clock.instant(), micros, isError, error);
        }
    }

    private static long nanos(Duration latency) {
        Duration bounded = latency.compareTo(LatencyHistogram.LONGEST) > 0 ? LatencyHistogram.LONGEST : latency;
        return bounded.toNanos();
    }

    @Override
    public <R, X extends Exception> R observe(Work<R, X> work) throws X {
        long began = ticker.getAsLong();
        R result;
        try {
            result = work.run();
        } catch (Exception | Error e) {
            error(Duration.ofNanos(ticker.getAsLong() - began), e);
            throw e;
        }
        success(Duration.ofNanos(ticker.getAsLong() - began));
        return result;
    }

    /**
     * Writes everything, in one transaction of the worker.
     *
     * @return false if it could not be written, and is still here
     */
    public synchronized boolean flush() {
        long dropped = buffer.takeDropped();
        if (dropped > 0) {
            LOG.warn("{} requests were not observed: {} minutes of tenants wait to be written", dropped, MOST_MINUTES);
        }
        if (worker == null || buffer.isEmpty()) {
            return true;
        }
        Map<ObservationBuffer.Minute, MinuteSum> minutes = buffer.takeMinutes();
        Map<ObservationBuffer.Kind, ErrorSum> errors = buffer.takeErrors();
        try {
            boolean unused = Jdbc.transact(worker, connection -> {
                ObservationWrites.write(connection, minutes, errors);
                return true;
            });
            return true;
        } catch (SQLException | RuntimeException e) {
            // Whether a COMMIT that was cut off happened, nobody knows; then these are counted twice.
            buffer.giveBack(minutes, errors);
            LOG.warn("Observations of {} minutes could not be written; it is tried again", minutes.size(), e);
            return false;
        }
    }

    @Override
    public ObservedPeriod total(Instant from, Instant until) {
        return read(connection -> ObservationRows.total(connection, bound(), from, until));
    }

    @Override
    public List<ObservedPeriod> series(Instant from, Instant until, Duration step) {
        return read(connection -> ObservationRows.series(connection, bound(), from, until, step));
    }

    @Override
    public List<ErrorGroup> errors(Instant from, Instant until, int limit) {
        return read(connection -> ObservationRows.errors(connection, bound(), from, until, limit));
    }

    private UUID bound() {
        return tenants.binding().tenant().id().value();
    }

    private <T> T read(Jdbc.Work<T> work) {
        return tenants.inTransaction("read what was observed", Map.of(), work);
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!flush()) {
            LOG.error("What was observed last is lost: the database did not take it before the end");
        }
    }
}
