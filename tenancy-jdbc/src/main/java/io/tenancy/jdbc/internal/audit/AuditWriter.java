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
        Principal impersonator = binding.actor();
        boolean own = event.actor() == null;
        Principal acting = impersonator == null ? bound : impersonator;
        String actor = own ? (acting == null ? NOBODY : acting.name()) : event.actor();
        Object actorId = own ? (acting == null ? null : acting.id()) : event.actorId();
        String whom = own && impersonator != null && bound != null && event.onBehalfOf() == null
                ? bound.id().toString()
                : event.onBehalfOf();
        return CommitStatement.of(
                INSERT,
                ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS).toString(),
                event.action().name(),
                event.outcome().name(),
                actor,
                actorId,
                whom,
                event.reason(),
                event.address(),
                event.userAgent(),
                event.resourceType(),
                event.resourceId(),
                CanonicalJson.write(event.details()));
    }
}
