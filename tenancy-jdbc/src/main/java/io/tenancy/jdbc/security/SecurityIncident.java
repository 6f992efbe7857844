package io.tenancy.jdbc.security;

import io.tenancy.jdbc.alert.AlertSeverity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events that belong together.
 *
 * @param id which incident
 * @param tenantId whose; all zeros for the platform
 * @param tenant the key of the tenant, or {@code platform}
 * @param rule which rule saw it first
 * @param severity how much it matters
 * @param subject whom it concerned at first
 * @param address from where it came at first, or null
 * @param firstAt the first event
 * @param lastAt the last event so far
 * @param events how many
 * @param action what was done about it, or null
 * @param actionUntil until when that lasts, or null
 * @param actionState whether it was done, or null
 */
public record SecurityIncident(
        UUID id,
        UUID tenantId,
        String tenant,
        String rule,
        AlertSeverity severity,
        String subject,
        @Nullable String address,
        Instant firstAt,
        Instant lastAt,
        long events,
        @Nullable String action,
        @Nullable Instant actionUntil,
        @Nullable String actionState) {}
