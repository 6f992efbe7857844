package io.tenancy.jdbc.internal.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the SDK itself has seen: somebody fails to log in, a key is refused. Of the same subject at most some in a minute, so that whoever
 * knocks often does not write the database full; that many make an incident already. What belongs to no tenant is written by the worker,
 * and is the platform's. Thread-safe.
 */
public final class SecurityReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityReports.class);
    private static final UUID PLATFORM = new UUID(0, 0);
    private static final int A_MINUTE = 20;
    private static final int MOST_SUBJECTS = 10_000;
    private static final int ROOM = 10_000;

    private final BoundSecurityEvents events;
    private final @Nullable DataSource worker;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final Cache<String, AtomicInteger> seen = Caffeine.newBuilder()
            .maximumSize(MOST_SUBJECTS)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final ArrayBlockingQueue<Seen> platform = new ArrayBlockingQueue<>(ROOM);

    private record Seen(SecurityEvent event, Instant at) {}

    /**
     * Reports through the spool of a tenancy.
     *
     * @param events writes what belongs to a tenant
     * @param worker writes what belongs to none; null to leave that out
     * @param clock says when
     */
    public SecurityReports(BoundSecurityEvents events, @Nullable DataSource worker, Clock clock) {
        this.events = events;
        this.worker = worker;
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
    }

    /**
     * Something happened to a tenant.
     *
     * @param tenant to whom
     * @param event what
     */
    public void report(Tenant tenant, SecurityEvent event) {
        if (isNews(tenant.id().value(), event)) {
            events.record(TenantBinding.of(tenant), event);
        }
    }

    /**
     * Something happened: to the bound tenant, or to the platform if none is.
     *
     * @param event what
     */
    public void report(SecurityEvent event) {
        TenantBinding bound = TenantContext.current();
        if (bound != null) {
            report(bound.tenant(), event);
        } else if (worker != null && isNews(PLATFORM, event)) {
            if (!platform.offer(new Seen(event, clock.instant()))) {
                LOG.warn("Too many security events wait to be written; lost: {}", event.kind());
            }
        }
    }

    private boolean isNews(UUID tenant, SecurityEvent event) {
        String key = tenant + " " + event.kind() + " " + event.subject();
        return Objects.requireNonNull(seen.get(key, one -> new AtomicInteger())).incrementAndGet() <= A_MINUTE;
    }

    /** Writes what belongs to no tenant; called every second. */
    public void flush() {
        List<Seen> taken = new ArrayList<>();
        int unused = platform.drainTo(taken);
        if (worker == null || taken.isEmpty()) {
            return;
        }
        try {
            boolean written = Jdbc.transact(worker, connection -> {
                for (Seen one : taken) {
                    Jdbc.run(
                            connection,
                            "insert into tenancy.security_event (tenant_id, id, at, kind, subject, address)"
                                    + " values (?::uuid, ?::uuid, ?::timestamptz, ?, ?, nullif(?, ''))",
                            PLATFORM,
                            ids.next(),
                            one.at().truncatedTo(ChronoUnit.MICROS).toString(),
                            one.event().kind(),
                            one.event().subject(),
                            one.event().address() == null ? "" : one.event().address());
                }
                return true;
            });
            LOG.debug("Security events of the platform written: {}", written);
        } catch (SQLException | RuntimeException e) {
            taken.forEach(one -> {
                if (!platform.offer(one)) {
                    LOG.debug("A security event is lost: {}", one.event().kind());
                }
            });
            LOG.warn("{} security events wait to be written", taken.size(), e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
