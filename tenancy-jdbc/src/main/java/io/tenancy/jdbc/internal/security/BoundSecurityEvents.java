package io.tenancy.jdbc.internal.security;

import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.internal.audit.AuditSpool;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.jdbc.security.SecurityEvents;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Writes security events of whoever is bound, beside every transaction. Thread-safe. */
public final class BoundSecurityEvents implements SecurityEvents {
    private final AuditSpool spool;
    private final TimeOrderedIds ids;
    private final Clock clock;

    /**
     * Writes through a spool.
     *
     * @param spool which
     * @param clock says when
     */
    public BoundSecurityEvents(AuditSpool spool, Clock clock) {
        this.spool = spool;
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
    }

    @Override
    public void record(SecurityEvent event) {
        spool.add(
                TenantContext.required(),
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
