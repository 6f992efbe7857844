package io.tenancy.usage;

import io.tenancy.entitlement.Limit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a meter's period in which the tenant is given a plan, the first one or another. Whatever it is, past usage stays
 * readable, and nothing is reset by a job: the time at which the plan was given decides.
 *
 * <pre>{@code
 * Meter reports = Meter.exact("reports").limitedBy("reports").onPlanChange(PlanChange.PRORATE);
 * }</pre>
 */
public enum PlanChange {
    /** The period goes on: what was used stays used, and the new limit counts for all of it. */
    CARRY,
    /** The period is cut at the change: from there on nothing is used yet, and the whole new limit is there until the period ends. */
    RESET,
    /**
     * The period is cut at the change: from there on nothing is used yet, and of the new limit there is the share that the rest of the
     * period is of the whole, rounded up to a unit.
     */
    PRORATE;

    /**
     * The part of a period that something that happens now is kept under.
     *
     * @param period the whole period
     * @param planSince since when the tenant has its plan; null if it has none
     * @param at the instant; it belongs to the period
     * @return the period, or its part before or from the change on
     */
    public UsagePeriod part(UsagePeriod period, @Nullable Instant planSince, Instant at) {
        if (this == CARRY || planSince == null || !planSince.isAfter(period.start()) || !period.contains(planSince)) {
            return period;
        }
        return at.isBefore(planSince)
                ? new UsagePeriod(period.start(), planSince)
                : new UsagePeriod(planSince, period.end());
    }

    /**
     * How much there may be in a part of a period.
     *
     * @param limit how much there may be in a whole one
     * @param period the whole period
     * @param part what {@link #part} gave
     * @return the same limit, or with {@link #PRORATE} its share
     */
    public Limit share(Limit limit, UsagePeriod period, UsagePeriod part) {
        if (this != PRORATE || limit.isUnlimited() || part.equals(period)) {
            return limit;
        }
        BigDecimal whole = seconds(period);
        return Limit.of(BigDecimal.valueOf(limit.amount().orElseThrow())
                .multiply(seconds(part))
                .divide(whole, 0, RoundingMode.CEILING)
                .longValueExact());
    }

    private static BigDecimal seconds(UsagePeriod period) {
        Duration length = Duration.between(period.start(), period.end());
        return BigDecimal.valueOf(length.getSeconds()).add(BigDecimal.valueOf(length.getNano(), 9));
    }
}
