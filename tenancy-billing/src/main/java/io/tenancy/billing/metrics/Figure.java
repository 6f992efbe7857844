package io.tenancy.billing.metrics;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure with how it was computed. Immutable.
 *
 * @param name what it is
 * @param exact its exact value, amounts in minor units; null if it is not defined, for example over an opening of nothing
 * @param currency the currency of an amount, null for a rate or a number
 * @param days the days it is about
 * @param formula how it is computed
 * @param source whose definition that is
 */
public record Figure(
        String name, @Nullable Fraction exact, @Nullable Currency currency, Days days, String formula, String source) {
    /**
     * The exact value.
     *
     * @return empty if the figure is not defined for these days
     */
    public Optional<Fraction> value() {
        return Optional.ofNullable(exact);
    }

    /**
     * For the eye only: amounts in the currency's own decimals, rates with four.
     *
     * @return rounded half up; empty if the figure is not defined for these days
     */
    public Optional<BigDecimal> rounded() {
        return value().map(known -> {
            if (currency == null) {
                return known.rounded(4);
            }
            int decimals = currency.getDefaultFractionDigits();
            return known.rounded(0).movePointLeft(decimals).setScale(decimals);
        });
    }
}
