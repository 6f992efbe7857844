package io.tenancy.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTest {
    @ParameterizedTest
    @CsvSource({"2900,USD,2900", "49000,CLP,49000", "500,JPY,500", "1500,KWD,1500", "700,ISK,70000", "700,UGX,70000"})
    void amountsGoThereAndBack(long ours, String currency, long theirs) {
        Money money = Money.of(ours, currency);

        assertThat(StripeAmounts.toStripe(money)).isEqualTo(theirs);
        assertThat(StripeAmounts.fromStripe(theirs, currency.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(money);
    }
}
