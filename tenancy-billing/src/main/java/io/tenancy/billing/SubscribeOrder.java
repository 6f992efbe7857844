package io.tenancy.billing;

import java.util.Objects;

/**
 * A subscription to begin without a page, for a customer whom the gateway knows. Immutable.
 *
 * @param price what for
 * @param priceId the gateway's id of the price
 * @param quantity how many times
 * @param trialDays days before the first payment; 0 for none
 * @param customerId the gateway's customer
 */
public record SubscribeOrder(PlanPrice price, String priceId, long quantity, int trialDays, String customerId) {
    /**
     * Checks the components.
     *
     * @param price what for
     * @param priceId the gateway's price
     * @param quantity how many times
     * @param trialDays days of trial
     * @param customerId the customer
     * @throws IllegalArgumentException if there is less than one of it, or the trial is not 0 to 730 days
     */
    public SubscribeOrder {
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(priceId, "priceId");
        Objects.requireNonNull(customerId, "customerId");
        if (quantity < 1 || trialDays < 0 || trialDays > 730) {
            throw new IllegalArgumentException("at least one, and a trial of 0 to 730 days");
        }
    }
}
