package io.tenancy.entitlement;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Units that are kept for somebody until they are used, given back, or the time is over. Immutable; it may be written down and handed
 * to another process.
 *
 * @param id by which it is kept
 * @param meter the meter's key
 * @param amount how many units
 * @param expiresAt when they return by themselves
 */
public record Reservation(UUID id, String meter, long amount, Instant expiresAt) {
    /**
     * Checks the components.
     *
     * @param id by which it is kept
     * @param meter the meter's key
     * @param amount how many units
     * @param expiresAt when they return
     */
    public Reservation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
