package io.tenancy.billing;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to begin to pay for a plan. Immutable.
 *
 * @param price what for
 * @param priceId the gateway's id of the price, from {@link PaymentGateway#publishPrice}
 * @param quantity how many times
 * @param trialDays days before the first payment, for a gateway that knows trials; 0 for none
 * @param customerId the gateway's customer, for a gateway that has them; else null
 * @param email whose receipt it is
 * @param success where the browser goes afterwards
 * @param cancel where the browser goes if nothing comes of it
 * @param events where the gateway is to send its events, for one that wants to be told with every order; null for its own setting
 */
public record CheckoutOrder(
        PlanPrice price,
        String priceId,
        long quantity,
        int trialDays,
        @Nullable String customerId,
        String email,
        URI success,
        URI cancel,
        @Nullable URI events) {
    /**
     * Checks the components.
     *
     * @param price what for
     * @param priceId the gateway's price
     * @param quantity how many times
     * @param trialDays days of trial
     * @param customerId the customer
     * @param email whose receipt
     * @param success where to afterwards
     * @param cancel where to otherwise
     * @param events where events go
     * @throws IllegalArgumentException if there is less than one of it, or the trial is not 0 to 730 days
     */
    public CheckoutOrder {
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(priceId, "priceId");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(success, "success");
        Objects.requireNonNull(cancel, "cancel");
        if (quantity < 1 || trialDays < 0 || trialDays > 730) {
            throw new IllegalArgumentException("at least one, and a trial of 0 to 730 days");
        }
    }

    /**
     * What is to be paid each period.
     *
     * @return price times quantity
     */
    public Money total() {
        return price.amount().times(quantity);
    }

    @Override
    public String toString() {
        return "CheckoutOrder[" + quantity + " x " + price.reference() + "]";
    }
}
