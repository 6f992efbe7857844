package io.tenancy.billing;

import io.tenancy.entitlement.Plan;
import java.util.Locale;
import java.util.Objects;

/**
 * What one version of a plan costs for one interval in one currency: the thing that gateways call a price. Immutable.
 *
 * @param plan the plan's key
 * @param version the plan's version
 * @param interval how often it is paid
 * @param amount what is paid each time
 */
public record PlanPrice(String plan, int version, BillingInterval interval, Money amount) {
    /**
     * Checks the components.
     *
     * @param plan the plan's key
     * @param version the version
     * @param interval how often
     * @param amount how much
     * @throws IllegalArgumentException if the key is none, or the amount negative
     */
    public PlanPrice {
        Objects.requireNonNull(interval, "interval");
        if (!Plan.isKey(plan) || version < 1) {
            throw new IllegalArgumentException("not a version of a plan: " + plan + "@" + version);
        }
        if (amount.amountMinor() < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }

    /**
     * A name for it that is always the same, for gateways that let us choose one: {@code starter-2-usd-1month}.
     *
     * @return of a-z, 0-9, underscore and hyphens
     */
    public String reference() {
        return plan + "-" + version + "-"
                + amount.currency().getCurrencyCode().toLowerCase(Locale.ROOT) + "-" + interval.count()
                + interval.unit().word();
    }
}
