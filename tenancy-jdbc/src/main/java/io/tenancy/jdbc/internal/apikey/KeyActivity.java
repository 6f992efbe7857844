package io.tenancy.jdbc.internal.apikey;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often keys are used, summed in memory and written beside all requests: a key's row at most once a minute. What was not written
 * when a process dies is lost: at most a minute of counts. A minute over midnight counts for the day of its last use. Thread-safe.
 */
final class KeyActivity {
    private static final Logger LOG = LoggerFactory.getLogger(KeyActivity.class);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final String WRITE =
            "insert into tenancy.api_key_use as u (tenant_id, key_id, day, accepted, refused, last_used_at) values (?, ?, ?, ?, ?, ?)"
                    + " on conflict (tenant_id, key_id, day) do update set accepted = u.accepted + excluded.accepted,"
                    + " refused = u.refused + excluded.refused, last_used_at = greatest(u.last_used_at, excluded.last_used_at)";

    private final Clock clock;
    private final Sink sink;
    private final Map<UUID, Count> counts = new ConcurrentHashMap<>();

    KeyActivity(Clock clock, Sink sink) {
        this.clock = clock;
        this.sink = sink;
    }

    /** Where counts go. */
    @FunctionalInterface
    interface Sink {
        void write(List<Use> uses) throws SQLException;

        /** Rows of {@code tenancy.api_key_use}, all in one transaction. */
        static Sink of(DataSource worker) {
            return uses -> Jdbc.transact(worker, connection -> {
                for (Use use : uses) {
                    Jdbc.run(
                            connection,
                            WRITE,
                            use.tenant,
                            use.key,
                            LocalDate.ofInstant(use.last, ZoneOffset.UTC),
                            use.accepted,
                            use.refused,
                            OffsetDateTime.ofInstant(use.last.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
                }
                return uses.size();
            });
        }
    }

    record Use(UUID tenant, UUID key, long accepted, long refused, Instant last) {}

    void accepted(KeptKey key) {
        add(key.tenant().value(), key.principal().id(), true);
    }

    void refused(KeptKey key) {
        add(key.tenant().value(), key.principal().id(), false);
    }

    void add(UUID tenant, UUID id, boolean accepted) {
        Instant now = clock.instant();
        boolean added = false;
        while (!added) {
            Count known = counts.get(id);
            Count count = known != null ? known : counts.computeIfAbsent(id, k -> new Count(tenant, k));
            added = count.add(accepted, now);
        }
    }

    /** Writes what is due; called every few seconds. */
    void flush() {
        write(clock.instant().minus(APART));
    }

    /** Writes everything, at the end. */
    void flushAll() {
        write(Instant.MAX);
    }

    private synchronized void write(Instant due) {
        List<Use> uses = new ArrayList<>();
        for (Iterator<Count> all = counts.values().iterator(); all.hasNext(); ) {
            Count count = all.next();
            Use use = count.take(due, clock.instant());
            if (use != null) {
                uses.add(use);
            } else if (count.retire(due)) {
                all.remove();
            }
        }
        try {
            if (!uses.isEmpty()) {
                sink.write(uses);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The use of {} API keys cannot be written; it is tried again", uses.size(), e);
            uses.forEach(use -> counts.computeIfAbsent(use.key, id -> new Count(use.tenant, id))
                    .giveBack(use));
        }
    }

    int size() {
        return counts.size();
    }
}
