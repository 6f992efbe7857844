package io.tenancy.jdbc.audit;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the events that no transaction chained itself: what was denied or failed, and what transactions above READ COMMITTED said.
 * Several may work at once. Immutable and thread-safe.
 */
public final class AuditSealer {
    private static final int AT_ONCE = 500;
    private static final int REMOVED_AT_ONCE = 5000;

    private final DataSource worker;
    private final Clock clock;

    private AuditSealer(DataSource worker, Clock clock) {
        this.worker = Objects.requireNonNull(worker, "worker");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Works through one connection source.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock stamps anchors
     * @return the sealer
     */
    public static AuditSealer over(DataSource worker, Clock clock) {
        return new AuditSealer(worker, clock);
    }

    /**
     * Chains everything that waits, a transaction for each chain and each {@value #AT_ONCE} events.
     *
     * @return how many events were chained
     */
    public int seal() {
        List<UUID> chains = Jdbc.inTransaction(
                worker,
                "look for events to chain",
                connection -> Jdbc.list(
                        connection,
                        "select distinct tenant_id from tenancy.audit_pending",
                        row -> row.getObject(1, UUID.class)));
        int sealed = 0;
        for (UUID chain : chains) {
            int now;
            do {
                now = seal(chain);
                sealed += now;
            } while (now == AT_ONCE);
        }
        return sealed;
    }

    /**
     * Removes events whose time is over, from the beginning of every chain and in batches. What is left is verified as before, and that
     * they went is an event of the chain.
     *
     * @param keep how long events are kept
     * @return how many went
     */
    public long remove(Duration keep) {
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        List<UUID> chains = Jdbc.inTransaction(
                worker,
                "look for events to remove",
                connection -> Jdbc.list(
                        connection,
                        "select distinct tenant_id from tenancy.audit_event where at < ?",
                        row -> row.getObject(1, UUID.class),
                        now.minus(keep)));
        TimeOrderedIds ids = new TimeOrderedIds(clock);
        long removed = 0;
        for (UUID chain : chains) {
            long batch;
            do {
                batch = remove(chain, now.minus(keep), now, ids.next());
                removed += batch;
            } while (batch == REMOVED_AT_ONCE);
        }
        return removed;
    }

    private long remove(UUID chain, OffsetDateTime before, OffsetDateTime now, UUID event) {
        return Jdbc.inTransaction(
                worker,
                "remove events",
                connection -> Jdbc.first(
                                connection,
                                "select tenancy.remove_audit(?, ?, " + REMOVED_AT_ONCE + ", ?, ?)",
                                row -> row.getLong(1),
                                chain,
                                before,
                                event,
                                now)
                        .orElse(0L));
    }

    /**
     * Chains twice a second and anchors every ten minutes, on a thread of its own, so that nothing waits for a second. What goes wrong
     * is logged and tried again.
     *
     * @return what is running; ends when it is closed
     */
    public Running start() {
        return new Running(this);
    }

    /** A sealer that works by itself until it is closed. */
    public static final class Running implements AutoCloseable {
        private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
        private static final long PAUSE_MILLIS = 500;
        private static final long PATIENCE_SECONDS = 2;
        private static final int ANCHOR_EVERY = 1200;

        private final AuditSealer sealer;
        private final ScheduledExecutorService thread;
        private int rounds;
        private boolean failing;

        private Running(AuditSealer sealer) {
            this.sealer = sealer;
            this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "tenancy-audit-sealer");
                made.setDaemon(true);
                return made;
            });
            var unused = thread.scheduleWithFixedDelay(this::round, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void round() {
            try {
                int sealed = sealer.seal();
                int anchored = rounds++ % ANCHOR_EVERY == 0 ? sealer.anchor() : 0;
                LOG.debug("{} events chained, {} chains anchored", sealed, anchored);
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.error("Events wait to be chained; trying on", e);
                }
                failing = true;
            }
        }

        /** Ends; what waits is for the next one. */
        @Override
        public void close() {
            thread.shutdown();
            try {
                if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int seal(UUID chain) {
        return Jdbc.inTransaction(
                worker,
                "chain events",
                connection -> Jdbc.first(
                                connection,
                                "select tenancy.seal_chain(?, null, " + AT_ONCE + ")",
                                row -> row.getInt(1),
                                chain)
                        .orElse(0));
    }

    /**
     * Writes down where every chain ends that has grown since the last time.
     *
     * @return how many had
     */
    public int anchor() {
        return Jdbc.inTransaction(
                worker,
                "anchor the audit log",
                connection -> Jdbc.run(
                        connection,
                        "insert into tenancy.audit_anchor (tenant_id, sequence, hash, anchored_at)"
                                + " select tenant_id, sequence, hash, ? from tenancy.audit_chain where sequence > 0"
                                + " on conflict (tenant_id, sequence) do nothing",
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)));
    }
}
