package io.tenancy.entitlement;

import java.util.Currency;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a plan costs in one currency, in its minor units: 2900 with USD is 29.00 dollars, 49000 with CLP is 49,000 pesos. The number
 * of decimals is the currency's ({@link Currency#getDefaultFractionDigits()}). Immutable.
 *
 * @param currency the currency
 * @param monthly for a month; empty if it is not sold by the month
 * @param yearly for a year; empty if it is not sold by the year
 */
public record Price(Currency currency, OptionalLong monthly, OptionalLong yearly) {
    /**
     * Checks the components.
     *
     * @param currency the currency
     * @param monthly for a month
     * @param yearly for a year
     * @throws IllegalArgumentException if there is no amount, or a negative one, or the currency has no minor unit at all
     */
    public Price {
        Objects.requireNonNull(currency, "currency");
        if (monthly.isEmpty() && yearly.isEmpty()) {
            throw new IllegalArgumentException("a price is for a month, a year, or both");
        }
        if (monthly.orElse(0) < 0 || yearly.orElse(0) < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("nothing can be paid in " + currency);
        }
    }
}
