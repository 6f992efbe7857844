package io.tenancy.jdbc.internal.security;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.internal.audit.AuditSpool;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.jdbc.security.SecurityEvents;
import io.tenancy.tenant.RegistryUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** Writes security events of whoever is bound, beside every transaction. Thread-safe. */
public final class BoundSecurityEvents implements SecurityEvents {
    private static final UUID PLATFORM = new UUID(0, 0);
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);
    private static final Duration BORNE_FOR = Duration.ofSeconds(60);

    private final AuditSpool spool;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final Function<Asked, Optional<Instant>> blocks;

    /**
     * Whether an address is kept out.
     *
     * @param tenant from whom; all zeros for everywhere
     * @param address which
     */
    private record Asked(UUID tenant, String address) {}

    /**
     * Writes through a spool.
     *
     * @param spool which
     * @param tenants remembers which addresses are kept out
     * @param app asks for them; connects as the application, not tenant-bound
     * @param clock says when
     */
    public BoundSecurityEvents(AuditSpool spool, JdbcTenantStore tenants, DataSource app, Clock clock) {
        this.spool = spool;
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
        this.blocks = tenants.remember(
                asked -> ask(app, asked),
                (asked, until, changed) -> changed.value().equals(asked.tenant())
                        || changed.value().equals(PLATFORM),
                GOOD_FOR,
                BORNE_FOR);
    }

    private static Optional<Instant> ask(DataSource app, Asked asked) {
        try (Connection connection = app.getConnection()) {
            return Jdbc.list(
                            connection,
                            "select tenancy.blocked_until('address', ?, ?)",
                            row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)),
                            asked.address(),
                            asked.tenant())
                    .get(0)
                    .map(OffsetDateTime::toInstant);
        } catch (SQLException e) {
            throw new RegistryUnavailableException("blocked address", e);
        }
    }

    @Override
    public Optional<Instant> blockedUntil(String address) {
        TenantBinding bound = TenantContext.current();
        return blocks.apply(
                        new Asked(bound == null ? PLATFORM : bound.tenant().id().value(), address))
                .filter(until -> clock.instant().isBefore(until));
    }

    @Override
    public void record(SecurityEvent event) {
        record(TenantContext.required(), event);
    }

    void record(TenantBinding binding, SecurityEvent event) {
        spool.add(
                binding,
                CommitStatement.of(
                        "insert into tenancy.security_event (id, at, kind, subject, address)"
                                + " values (?::uuid, ?::timestamptz, ?, ?, ?)",
                        ids.next(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS).toString(),
                        event.kind(),
                        event.subject(),
                        event.address()),
                event.kind());
    }
}
