package io.tenancy.billing;

import java.util.Locale;
import java.util.Objects;

/**
 * How often something is paid for: every {@code count} units. Immutable.
 *
 * @param unit day, week, month or year
 * @param count how many of them, 1 to 36
 */
public record BillingInterval(Unit unit, int count) {
    /** Every month. */
    public static final BillingInterval MONTHLY = new BillingInterval(Unit.MONTH, 1);
    /** Every year. */
    public static final BillingInterval YEARLY = new BillingInterval(Unit.YEAR, 1);

    /** What is counted. */
    public enum Unit {
        /** Days. */
        DAY,
        /** Weeks. */
        WEEK,
        /** Months of the calendar. */
        MONTH,
        /** Years of the calendar. */
        YEAR;

        /**
         * As gateways spell it.
         *
         * @return in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the components.
     *
     * @param unit the unit
     * @param count how many
     * @throws IllegalArgumentException if count is not 1 to 36
     */
    public BillingInterval {
        Objects.requireNonNull(unit, "unit");
        if (count < 1 || count > 36) {
            throw new IllegalArgumentException("an interval counts 1 to 36, not " + count);
        }
    }

    /** As {@code month}, or {@code 3 month}. */
    @Override
    public String toString() {
        return count == 1 ? unit.word() : count + " " + unit.word();
    }
}
