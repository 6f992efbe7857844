package io.tenancy.billing.metrics;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;

/**
 * One day of the ledger of one currency; amounts exact, in minor units. Immutable.
 *
 * @param day the day
 * @param currency the currency
 * @param opening recurring revenue at the end of the day before, summed over the subscriptions
 * @param movements what moved, signed: churn and contraction are negative; every kind is there
 * @param closing recurring revenue at the end of the day, summed over the subscriptions and not from the movements
 */
public record LedgerDay(
        LocalDate day, Currency currency, Fraction opening, Map<Movement, Fraction> movements, Fraction closing) {
    /**
     * Copies the movements.
     *
     * @param day the day
     * @param currency the currency
     * @param opening before
     * @param movements what moved
     * @param closing after
     */
    public LedgerDay {
        movements = Map.copyOf(movements);
    }

    /**
     * What moved for a reason.
     *
     * @param movement the reason
     * @return signed, zero if nothing moved
     */
    public Fraction of(Movement movement) {
        return movements.getOrDefault(movement, Fraction.ZERO);
    }

    /**
     * Whether opening + movements = closing, exactly.
     *
     * @return true, always, or the ledger is wrong
     */
    public boolean balances() {
        return movements.values().stream().reduce(opening, Fraction::plus).equals(closing);
    }
}
