package io.tenancy.jdbc.internal.audit;

import io.tenancy.audit.AuditAction;
import io.tenancy.audit.AuditEvent;
import io.tenancy.audit.ReadLog;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was looked at and writes it every second, a transaction for each tenant. Bounded. Thread-safe. */
public final class ReadSpool implements ReadLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadSpool.class);
    private static final int ROOM = 50_000;
    private static final long PATIENCE_SECONDS = 5;
    private static final String INSERT =
            "insert into tenancy.audit_pending (tenant_id, id, at, action, outcome, actor, actor_id, on_behalf_of,"
                    + " resource_type, resource_id, details)"
                    + " select ?::uuid, r.id, r.at, r.type || '.read', 'SUCCESS', r.actor, nullif(r.actor_id, '')::uuid,"
                    + " nullif(r.whom, ''), r.type, r.resource, jsonb_build_object('times', r.times)"
                    + " from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])"
                    + " r(id, at, type, actor, actor_id, whom, resource, times) order by r.at, r.id";

    private final Set<String> types;
    private final @Nullable DataSource worker;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final ConcurrentHashMap<Look, Sum> looks = new ConcurrentHashMap<>();
    private final LongAdder lost = new LongAdder();
    private final @Nullable ScheduledExecutorService thread;

    private record Look(UUID tenant, String actor, String actorId, String whom, String type, String resource) {}

    private record Sum(Instant first, long times) {
        Sum plus(Sum other) {
            return new Sum(first.isBefore(other.first) ? first : other.first, times + other.times);
        }
    }

    /**
     * Begins to keep.
     *
     * @param types which kinds of things are audited
     * @param worker writes; null to keep nothing
     * @param clock says when
     */
    public ReadSpool(Set<String> types, @Nullable DataSource worker, Clock clock) {
        this.types = Set.copyOf(types);
        this.worker = worker;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
        this.thread = worker == null || types.isEmpty() ? null : thread();
    }

    private ScheduledExecutorService thread() {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "tenancy-reads");
            daemon.setDaemon(true);
            return daemon;
        });
        long pause = WRITTEN_EVERY.toMillis();
        var unused = made.scheduleWithFixedDelay(this::flush, pause, pause, TimeUnit.MILLISECONDS);
        return made;
    }

    @Override
    public void record(String resourceType, String resourceId) {
        TenantBinding binding = TenantContext.required();
        if (thread == null || !types.contains(resourceType)) {
            return;
        }
        AuditEvent event = AuditEvent.of(AuditAction.of(resourceType + ".read"))
                .resource(resourceType, resourceId)
                .build();
        Principal bound = binding.principal();
        Principal impersonator = binding.actor();
        Principal acting = impersonator == null ? bound : impersonator;
        Look look = new Look(
                binding.tenant().id().value(),
                acting == null ? "system" : acting.name(),
                acting == null ? "" : acting.id().toString(),
                impersonator == null || bound == null ? "" : bound.id().toString(),
                resourceType,
                String.valueOf(event.resourceId()));
        keep(look, new Sum(clock.instant().truncatedTo(ChronoUnit.MICROS), 1));
    }

    private void keep(Look look, Sum sum) {
        if (looks.size() >= ROOM && !looks.containsKey(look)) {
            lost.add(sum.times());
            return;
        }
        Sum unused = looks.merge(look, sum, Sum::plus);
    }

    /** Writes what is kept. */
    public synchronized void flush() {
        long gone = lost.sumThenReset();
        if (gone > 0) {
            LOG.error("{} reads could not be audited: {} wait to be written", gone, ROOM);
        }
        Map<UUID, Map<Look, Sum>> taken = new HashMap<>();
        for (Look look : looks.keySet()) {
            Sum sum = looks.remove(look);
            if (sum != null) {
                Sum unused = taken.computeIfAbsent(look.tenant(), tenant -> new HashMap<>())
                        .put(look, sum);
            }
        }
        taken.forEach(this::write);
    }

    private void write(UUID tenant, Map<Look, Sum> seen) {
        if (worker == null) {
            return;
        }
        List<Map.Entry<Look, Sum>> rows = new ArrayList<>(seen.entrySet());
        try {
            int written = Jdbc.transact(
                    worker,
                    connection -> Jdbc.run(
                            connection,
                            INSERT,
                            tenant,
                            array(rows, row -> ids.next()),
                            array(rows, row -> row.getValue().first()),
                            array(rows, row -> row.getKey().type()),
                            array(rows, row -> row.getKey().actor()),
                            array(rows, row -> row.getKey().actorId()),
                            array(rows, row -> row.getKey().whom()),
                            array(rows, row -> row.getKey().resource()),
                            array(rows, row -> row.getValue().times())));
            LOG.debug("{} reads audited", written);
        } catch (SQLException | RuntimeException e) {
            seen.forEach(this::keep);
            LOG.warn("{} reads of tenant {} could not be audited; it is tried again", rows.size(), tenant, e);
        }
    }

    private static String array(List<Map.Entry<Look, Sum>> rows, Function<Map.Entry<Look, Sum>, Object> field) {
        return rows.stream()
                .map(row ->
                        '"' + field.apply(row).toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
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
        flush();
        if (!looks.isEmpty()) {
            LOG.error("{} reads could not be audited before the end", looks.size());
        }
    }
}
