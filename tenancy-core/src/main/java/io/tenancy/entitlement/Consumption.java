package io.tenancy.entitlement;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of a consumption, or would become of it, with the numbers that explain it. Immutable.
 *
 * @param meter the meter's key
 * @param amount how much was wanted
 * @param reason why it was allowed or not
 * @param limit how much the tenant may use in a period
 * @param used how much it has used in this one; of an allowed consumption with it, of a {@linkplain Quotas#check check} without
 * @param reserved how much others have reserved and not used yet
 * @param resetAt when the period ends and counting begins anew; null if it never does
 * @param entitlement what the tenant has of the feature that limits it, and what decided that; null if nothing limits the meter, or it is
 *     not known here
 * @param planVersion the version of the plan that the tenant holds, as {@code starter@2}; null if it holds none
 * @param isDuplicate whether the same idempotency key was counted before: nothing was counted now, and {@code used} is as it was then
 */
public record Consumption(
        String meter,
        long amount,
        Reason reason,
        Limit limit,
        long used,
        long reserved,
        @Nullable Instant resetAt,
        @Nullable Entitlement entitlement,
        @Nullable String planVersion,
        boolean isDuplicate) {
    /** Why a consumption is allowed or not. */
    public enum Reason {
        /** There is room. */
        WITHIN_LIMIT(true),
        /** Nothing limits it. */
        UNLIMITED(true),
        /** It is over a soft limit: allowed, and counted as overage. */
        OVERAGE(true),
        /** It would be over a hard limit. */
        LIMIT_REACHED(false),
        /** What the tenant holds gives nothing of it at all. */
        NOT_IN_PLAN(false);

        private final boolean allowed;

        Reason(boolean allowed) {
            this.allowed = allowed;
        }
    }

    /**
     * Checks the components.
     *
     * @param meter the meter's key
     * @param amount how much was wanted
     * @param reason why it was allowed or not
     * @param limit the limit
     * @param used how much is used
     * @param reserved how much is reserved
     * @param resetAt when the period ends
     * @param entitlement what decided on the limit
     * @param planVersion the plan
     * @param isDuplicate whether it was counted before
     */
    public Consumption {
        Objects.requireNonNull(meter, "meter");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(limit, "limit");
    }

    /**
     * Whether it may be, or was, used.
     *
     * @return false if it was refused
     */
    public boolean isAllowed() {
        return reason.allowed;
    }

    /**
     * How much is left.
     *
     * @return from 0 on; empty if nothing limits it
     */
    public OptionalLong remaining() {
        OptionalLong amount = limit.amount();
        return amount.isPresent()
                ? OptionalLong.of(Math.max(0, amount.getAsLong() - used - reserved))
                : OptionalLong.empty();
    }

    /**
     * How much is used over the limit; only a soft limit, a lowered one, or a smaller plan lets that happen.
     *
     * @return from 0 on
     */
    public long overage() {
        OptionalLong amount = limit.amount();
        return amount.isPresent() ? Math.max(0, used - amount.getAsLong()) : 0;
    }

    /**
     * This, if it is allowed.
     *
     * @return this
     * @throws QuotaExceededException if it is not
     */
    public Consumption orThrow() {
        if (!isAllowed()) {
            throw new QuotaExceededException(this);
        }
        return this;
    }
}
