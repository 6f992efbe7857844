package io.tenancy.jdbc.provision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the registry's audit trail.
 *
 * @param sequence its place in the trail
 * @param at when, by the clock of the program that changed it
 * @param actor who
 * @param reason why
 * @param action what, such as {@code tenant.suspend} or {@code domain.add}
 * @param before the changed fields before, as a JSON object; null if there was nothing
 * @param after the changed fields after, as a JSON object; null if there is nothing
 */
public record RegistryChange(
        long sequence,
        Instant at,
        String actor,
        String reason,
        String action,
        @Nullable String before,
        @Nullable String after) {}
