package io.tenancy.jdbc.internal.audit;

import io.tenancy.audit.AuditEvent;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Makes of an event the statement that writes it. Immutable and thread-safe. */
final class AuditWriter {
    private static final String INSERT =
            "insert into tenancy.audit_pending (id, at, action, outcome, actor, actor_id, on_behalf_of,"
                    + " reason, address, user_agent, resource_type, resource_id, details)"
                    + " values (?::uuid, ?::timestamptz, ?, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?::jsonb)";
    private static final String NOBODY = "system";

    private final Clock clock;
    private final TimeOrderedIds ids;

    AuditWriter(Clock clock) {
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    /** The statement, as of now. */
    CommitStatement statement(AuditEvent event, TenantBinding binding) {
        Principal bound = binding.principal();
        boolean own = event.actor() == null;
        String actor = own ? (bound == null ? NOBODY : bound.name()) : event.actor();
        Object actorId = own ? (bound == null ? null : bound.id()) : event.actorId();
        return CommitStatement.of(
                INSERT,
                ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS).toString(),
                event.action().name(),
                event.outcome().name(),
                actor,
                actorId,
                event.onBehalfOf(),
                event.reason(),
                event.address(),
                event.userAgent(),
                event.resourceType(),
                event.resourceId(),
                CanonicalJson.write(event.details()));
    }
}
