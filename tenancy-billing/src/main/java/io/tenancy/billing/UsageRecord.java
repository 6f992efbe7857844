package io.tenancy.billing;

import java.time.Instant;
import java.util.Objects;

/**
 * Usage that the gateway charges for. Immutable.
 *
 * @param customerId the gateway's customer
 * @param meter the gateway's name of what is counted
 * @param amount how much
 * @param at when
 * @param identifier always the same for the same usage, at most 100 characters: it is counted once
 */
public record UsageRecord(String customerId, String meter, long amount, Instant at, String identifier) {
    /**
     * Checks the components.
     *
     * @param customerId the customer
     * @param meter the meter
     * @param amount how much
     * @param at when
     * @param identifier its name
     * @throws IllegalArgumentException if the identifier is not 1 to 100 characters, or the amount is negative
     */
    public UsageRecord {
        Objects.requireNonNull(customerId, "customerId");
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(at, "at");
        if (identifier.isBlank() || identifier.length() > 100 || amount < 0) {
            throw new IllegalArgumentException("an identifier of 1 to 100 characters, and no negative amount");
        }
    }
}
