package io.tenancy.billing;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription is to be moved to another price. Immutable.
 *
 * @param subscriptionId the gateway's id
 * @param price what for
 * @param priceId the gateway's id of it
 * @param quantity how many times
 * @param when at once, paying the difference, or at the end of the period
 * @param asOf reckon the difference for this instant, that of a {@link ChangePreview}; null for now
 */
public record PlanChange(
        String subscriptionId,
        PlanPrice price,
        String priceId,
        long quantity,
        When when,
        @Nullable Instant asOf) {
    /** When it changes. */
    public enum When {
        /** At once, if the difference is paid. */
        NOW,
        /** When the current period ends. */
        PERIOD_END
    }

    /**
     * Checks the components.
     *
     * @param subscriptionId the gateway's id
     * @param price what for
     * @param priceId the gateway's price
     * @param quantity how many times
     * @param when when
     * @param asOf for when
     * @throws IllegalArgumentException if there is less than one of it
     */
    public PlanChange {
        Objects.requireNonNull(subscriptionId, "subscriptionId");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(priceId, "priceId");
        Objects.requireNonNull(when, "when");
        if (quantity < 1) {
            throw new IllegalArgumentException("at least one");
        }
    }
}
