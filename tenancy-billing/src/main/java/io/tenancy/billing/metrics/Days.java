package io.tenancy.billing.metrics;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Days in a row, both ends included. Immutable.
 *
 * @param first the first day
 * @param last the last day
 */
public record Days(LocalDate first, LocalDate last) {
    /**
     * Checks the components.
     *
     * @param first the first day
     * @param last the last day
     * @throws IllegalArgumentException if last is before first
     */
    public Days {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the last day, " + last + ", is before the first, " + first);
        }
    }

    /**
     * A month of the calendar.
     *
     * @param month the month
     * @return its days
     */
    public static Days of(YearMonth month) {
        return new Days(month.atDay(1), month.atEndOfMonth());
    }

    /**
     * Thirty days.
     *
     * @param last the last of them
     * @return the thirty
     */
    public static Days thirtyTo(LocalDate last) {
        return new Days(last.minusDays(29), last);
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    LocalDate before() {
        return first.minusDays(1);
    }

    /** As {@code 2026-01-01..2026-01-31}. */
    @Override
    public String toString() {
        return first + ".." + last;
    }
}
