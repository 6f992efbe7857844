package io.tenancy.billing;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount in the minor units of its currency: 2900 with USD is 29.00 dollars, 49000 with CLP is 49,000 pesos. The number of decimals is
 * the currency's ({@link Currency#getDefaultFractionDigits()}), 0 for CLP and JPY. Immutable.
 *
 * @param amountMinor the amount; negative for what is given back
 * @param currency the currency
 */
public record Money(long amountMinor, Currency currency) {
    /**
     * Checks the components.
     *
     * @param amountMinor the amount
     * @param currency the currency
     * @throws IllegalArgumentException if nothing can be paid in the currency, gold for example
     */
    public Money {
        Objects.requireNonNull(currency, "currency");
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("nothing can be paid in " + currency);
        }
    }

    /**
     * An amount.
     *
     * @param amountMinor in minor units
     * @param currency its ISO 4217 code, such as CLP
     * @return the money
     * @throws IllegalArgumentException if there is no such currency
     */
    public static Money of(long amountMinor, String currency) {
        return new Money(amountMinor, Currency.getInstance(currency));
    }

    /**
     * Reads an amount as people and gateways write it.
     *
     * @param amount such as 29.00
     * @param currency the currency
     * @return the money
     * @throws ArithmeticException if it has more decimals than the currency
     */
    public static Money ofDecimal(BigDecimal amount, Currency currency) {
        return new Money(
                amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact(), currency);
    }

    /**
     * As people and gateways write it.
     *
     * @return with exactly the currency's decimals
     */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(amountMinor, currency.getDefaultFractionDigits());
    }

    /**
     * The sum.
     *
     * @param other of the same currency
     * @return the sum
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if it does not fit
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(amountMinor, other.amountMinor), currency);
    }

    /**
     * Several times as much.
     *
     * @param factor how many times
     * @return the product
     * @throws ArithmeticException if it does not fit
     */
    public Money times(long factor) {
        return new Money(Math.multiplyExact(amountMinor, factor), currency);
    }

    /** As {@code 29.00 USD}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency.getCurrencyCode();
    }
}
