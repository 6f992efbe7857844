package io.tenancy.billing.metrics;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A reduction of what a subscription costs. Only one that lasts forever reduces recurring revenue. Immutable.
 *
 * @param lasts for how long
 * @param percentOff 0 to 100, or null
 * @param minorOff an amount off each payment, in minor units of the subscription's currency, or null
 */
public record Coupon(
        Lasts lasts,
        @Nullable BigDecimal percentOff,
        @Nullable Long minorOff) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** For how long a coupon reduces. */
    public enum Lasts {
        /** Every payment. */
        FOREVER,
        /** One payment. */
        ONCE,
        /** Some payments. */
        REPEATING
    }

    /**
     * Checks the components.
     *
     * @param lasts for how long
     * @param percentOff percent, or null
     * @param minorOff an amount, or null
     * @throws IllegalArgumentException if not exactly one of the two is given, or it is out of range
     */
    public Coupon {
        if ((percentOff == null) == (minorOff == null)) {
            throw new IllegalArgumentException("a coupon takes off either a percentage or an amount");
        }
        if (percentOff != null && (percentOff.signum() < 0 || percentOff.compareTo(ALL) > 0)) {
            throw new IllegalArgumentException("a coupon takes off 0 to 100 percent, not " + percentOff);
        }
        if (minorOff != null && minorOff < 0) {
            throw new IllegalArgumentException("a coupon takes off no negative amount");
        }
    }

    /**
     * So many percent off.
     *
     * @param lasts for how long
     * @param percent such as 12.5
     * @return the coupon
     */
    public static Coupon percent(Lasts lasts, String percent) {
        return new Coupon(lasts, new BigDecimal(percent), null);
    }

    /**
     * An amount off each payment.
     *
     * @param lasts for how long
     * @param minor in minor units
     * @return the coupon
     */
    public static Coupon amount(Lasts lasts, long minor) {
        return new Coupon(lasts, null, minor);
    }

    Fraction reduce(Fraction payment) {
        if (lasts != Lasts.FOREVER) {
            return payment;
        }
        Fraction left = percentOff == null
                ? payment.minus(Fraction.of(minorOff == null ? 0 : minorOff))
                : payment.times(Fraction.of(ALL.subtract(percentOff)).over(Fraction.of(100)));
        return left.signum() < 0 ? Fraction.ZERO : left;
    }
}
