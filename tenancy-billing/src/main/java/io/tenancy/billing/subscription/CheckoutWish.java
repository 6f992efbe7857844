package io.tenancy.billing.subscription;

import io.tenancy.billing.BillingInterval;
import java.net.URI;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant wants to begin to pay for. Immutable.
 *
 * @param operation drawn once by whoever asks, and the same when it asks again after a failure
 * @param plan the plan's key; its newest version is sold
 * @param interval how often it is paid
 * @param currency in which currency
 * @param quantity how many times
 * @param name whose customer, for people
 * @param email where receipts go
 * @param success where the browser goes afterwards
 * @param cancel where the browser goes if nothing comes of it
 * @param events where gateways that ask for it send their events; null for none
 */
public record CheckoutWish(
        UUID operation,
        String plan,
        BillingInterval interval,
        Currency currency,
        long quantity,
        String name,
        String email,
        URI success,
        URI cancel,
        @Nullable URI events) {
    /**
     * Checks the components.
     *
     * @param operation drawn once
     * @param plan the plan's key
     * @param interval how often
     * @param currency in which currency
     * @param quantity how many times
     * @param name for people
     * @param email where receipts go
     * @param success where to afterwards
     * @param cancel where to otherwise
     * @param events where events go
     * @throws IllegalArgumentException if there is less than one of it
     */
    public CheckoutWish {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(success, "success");
        Objects.requireNonNull(cancel, "cancel");
        if (quantity < 1) {
            throw new IllegalArgumentException("at least one");
        }
    }

    @Override
    public String toString() {
        return "CheckoutWish[" + operation + ", " + quantity + " x " + plan + " every " + interval + "]";
    }
}
