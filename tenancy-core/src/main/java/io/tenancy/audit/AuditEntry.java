package io.tenancy.audit;

import io.tenancy.tenant.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as the log keeps it: a link of a chain. Immutable.
 *
 * @param tenant whose chain it stands in; null for the platform's
 * @param sequence its place in the chain, from 1, without a gap
 * @param hash SHA-256 over the hash before it and everything said here, 64 hexadecimal digits
 * @param id which event, from when it was said
 * @param at when, by the clock of the program that said it
 * @param login as which database role it was written
 * @param action what was done
 * @param outcome how it ended
 * @param who by whom and from where
 * @param resourceType what kind of thing it was done to, or null
 * @param resourceId which one, or null
 * @param details text, {@link Long} or {@link Boolean} by name
 * @param before of a change of the registry, the changed fields before, as JSON text; null if there was nothing
 * @param after of a change of the registry, the changed fields after, as JSON text; null if there is nothing
 */
public record AuditEntry(
        @Nullable TenantId tenant,
        long sequence,
        String hash,
        UUID id,
        Instant at,
        String login,
        String action,
        AuditOutcome outcome,
        Who who,
        @Nullable String resourceType,
        @Nullable String resourceId,
        Map<String, Object> details,
        @Nullable String before,
        @Nullable String after) {
    /**
     * Copies the details.
     *
     * @param tenant whose chain
     * @param sequence its place
     * @param hash its hash
     * @param id which event
     * @param at when
     * @param login which role
     * @param action what
     * @param outcome how it ended
     * @param who by whom
     * @param resourceType the kind of thing, or null
     * @param resourceId which one, or null
     * @param details what else
     * @param before the fields before, or null
     * @param after the fields after, or null
     */
    public AuditEntry {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /**
     * By whom, why, and from where.
     *
     * @param actor who did it
     * @param actorId the principal's id, or null
     * @param onBehalfOf for whom, or null
     * @param reason why, or null
     * @param address from which network address, or null
     * @param userAgent with which program, or null
     */
    public record Who(
            String actor,
            @Nullable UUID actorId,
            @Nullable String onBehalfOf,
            @Nullable String reason,
            @Nullable String address,
            @Nullable String userAgent) {}
}
