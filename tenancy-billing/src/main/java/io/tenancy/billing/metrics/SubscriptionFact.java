package io.tenancy.billing.metrics;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From a moment on, a subscription was like this, until its next fact. Immutable.
 *
 * @param customer who pays
 * @param subscription its id
 * @param at from when
 * @param place what came first of two facts of one subscription at one moment: the lower
 * @param status where it stood; {@link ProviderStatus#UNRECOGNIZED} is refused by {@link SaasMetrics}
 * @param plan the plan's key
 * @param price what one unit costs for one interval, without tax and without what is metered
 * @param interval how often it is paid
 * @param quantity how many units, at least 0
 * @param coupon what is taken off, or null
 */
public record SubscriptionFact(
        String customer,
        String subscription,
        Instant at,
        long place,
        ProviderStatus status,
        String plan,
        Money price,
        BillingInterval interval,
        long quantity,
        @Nullable Coupon coupon)
        implements BillingFact {
    /**
     * Checks the components.
     *
     * @param customer who pays
     * @param subscription its id
     * @param at from when
     * @param place its place among those of one moment
     * @param status where it stood
     * @param plan the plan's key
     * @param price what one unit costs
     * @param interval how often
     * @param quantity how many units
     * @param coupon what is taken off, or null
     * @throws IllegalArgumentException if the price or the quantity is negative
     */
    public SubscriptionFact {
        if (price.amountMinor() < 0 || quantity < 0) {
            throw new IllegalArgumentException("neither price nor quantity of a subscription is negative");
        }
    }

    /**
     * What it brings in a month, in minor units: nothing unless active or past due.
     *
     * @return the exact amount
     * @throws MetricsRefusedException if the status is not known
     */
    public Fraction monthly() {
        if (!isPaying()) {
            return Fraction.ZERO;
        }
        Fraction payment = Fraction.of(price.amountMinor()).times(Fraction.of(quantity));
        return (coupon == null ? payment : coupon.reduce(payment)).times(perMonth());
    }

    private Fraction perMonth() {
        return switch (interval.unit()) {
            case DAY -> Fraction.of(365, 12L * interval.count());
            case WEEK -> Fraction.of(52, 12L * interval.count());
            case MONTH -> Fraction.of(1, interval.count());
            case YEAR -> Fraction.of(1, 12L * interval.count());
        };
    }

    private boolean isPaying() {
        return switch (status) {
            case ACTIVE, PAST_DUE -> true;
            case INCOMPLETE, INCOMPLETE_EXPIRED, TRIALING, UNPAID, PAUSED, CANCELED -> false;
            case UNRECOGNIZED -> throw MetricsRefusedException.unknownStatus(this);
        };
    }

    boolean isTrial() {
        return status == ProviderStatus.TRIALING;
    }
}
