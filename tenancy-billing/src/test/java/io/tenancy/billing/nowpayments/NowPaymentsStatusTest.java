package io.tenancy.billing.nowpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.tenant.TenantId;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what has come in full gives anything. */
class NowPaymentsStatusTest {
    @ParameterizedTest
    @CsvSource({
        "waiting, PENDING",
        "confirming, PROCESSING",
        "confirmed, PROCESSING",
        "sending, PROCESSING",
        "finished, PAID",
        "partially_paid, PARTIAL",
        "failed, FAILED",
        "refunded, REFUNDED",
        "expired, EXPIRED",
        "hibernating, UNRECOGNIZED"
    })
    void everyWordOfTheGatewayHasOneMeaning(String word, ProviderPayment.Status meaning) {
        try (NowPaymentsBench bench = new NowPaymentsBench()) {
            PaymentGateway gateway = bench.open(bench.settings());
            PlanPrice price = new PlanPrice("starter", 1, BillingInterval.MONTHLY, Money.of(4900, "USD"));
            CheckoutOrder order = new CheckoutOrder(
                    price, price.reference(), 2, 0, null, "pay@acme.example", bench.page("a"), bench.page("b"), null);
            OperationKey key = new OperationKey(TenantId.of(new UUID(1, 2)), "checkout", new UUID(3, 4));
            String invoice = gateway.checkout(order, key).require().id();

            ProviderPayment payment =
                    gateway.payment(bench.provider().pay(invoice, word)).require();

            assertThat(payment.status()).isEqualTo(meaning);
            assertThat(payment.amount()).isEqualTo(Money.of(9800, "USD"));
        }
    }
}
