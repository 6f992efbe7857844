package io.tenancy.billing.stripe;

import io.tenancy.billing.Money;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * Our minor units and Stripe's, which are the same but for a few currencies: Stripe counts ariary and the francs without decimals, and
 * krónur and Ugandan shillings in hundredths although they have none. Source: docs.stripe.com/currencies. Stateless.
 */
final class StripeAmounts {
    private static final Map<String, Integer> DECIMALS = Map.ofEntries(
            Map.entry("MGA", 0), Map.entry("ISK", 2), Map.entry("UGX", 2), Map.entry("HUF", 2), Map.entry("TWD", 2));

    private StripeAmounts() {}

    static long toStripe(Money money) {
        int shift = shift(money.currency());
        if (shift >= 0) {
            return Math.multiplyExact(money.amountMinor(), power(shift));
        }
        long unit = power(-shift);
        if (money.amountMinor() % unit != 0) {
            throw new IllegalArgumentException("Stripe does not take fractions of " + money.currency());
        }
        return money.amountMinor() / unit;
    }

    static Money fromStripe(long amount, String currency) {
        Currency known = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
        int shift = shift(known);
        if (shift <= 0) {
            return new Money(Math.multiplyExact(amount, power(-shift)), known);
        }
        return new Money(Math.floorDiv(amount, power(shift)), known);
    }

    static String currency(Money money) {
        return money.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    private static int shift(Currency currency) {
        int ours = currency.getDefaultFractionDigits();
        return DECIMALS.getOrDefault(currency.getCurrencyCode(), ours) - ours;
    }

    private static long power(int decimals) {
        long power = 1;
        for (int i = 0; i < decimals; i++) {
            power *= 10;
        }
        return power;
    }
}
