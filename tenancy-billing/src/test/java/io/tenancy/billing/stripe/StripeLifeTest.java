package io.tenancy.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.CancelWhen;
import io.tenancy.billing.CustomerOrder;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanChange;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.SubscribeOrder;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 5, line 4: the real stripe-java through a virtual year. */
class StripeLifeTest {
    private StripeBench bench;
    private PaymentGateway gateway;

    @BeforeEach
    void open() {
        bench = new StripeBench();
        gateway = bench.open(bench.settings());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aYearPassesInLessThanTwoSeconds() {
        live(); // Once for the classes of the library: what is measured is the year, not the start of the JVM.
        long before = System.nanoTime();
        Instant from = bench.clock().instant();
        live();
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(Duration.between(from, bench.clock().instant())).isGreaterThanOrEqualTo(Duration.ofDays(365));
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    private void live() {
        Instant begin = bench.clock().instant();
        PlanPrice starter = price("starter", 4900);
        PlanPrice pro = price("pro", 9900);
        String starterId = gateway.publishPrice(starter, key("price")).require();
        String proId = gateway.publishPrice(pro, key("price")).require();
        String customer = gateway.createCustomer(new CustomerOrder("Acme", "pay@acme.example"), key("customer"))
                .require();
        String id = gateway.subscribe(new SubscribeOrder(starter, starterId, 1, 14, customer), key("subscribe"))
                .require()
                .id();
        assertStatus(id, ProviderStatus.TRIALING);

        pass(15);
        assertStatus(id, ProviderStatus.ACTIVE);

        bench.provider().acceptPayments(false);
        pass(31);
        assertStatus(id, ProviderStatus.PAST_DUE);
        bench.provider().acceptPayments(true);
        pass(4);
        assertStatus(id, ProviderStatus.ACTIVE);

        PlanChange up = new PlanChange(
                id, pro, proId, 1, PlanChange.When.NOW, bench.clock().instant());
        Money due = gateway.previewChange(up).require().dueNow();
        assertThat(due.amountMinor()).isBetween(1L, 5000L);
        assertThat(gateway.changePlan(up, key("change")).require().amount()).isEqualTo(Money.of(9900, "USD"));

        PlanChange down = new PlanChange(id, starter, starterId, 1, PlanChange.When.PERIOD_END, null);
        ProviderSubscription scheduled = gateway.changePlan(down, key("change")).require();
        assertThat(scheduled.priceId()).isEqualTo(proId);
        assertThat(scheduled.nextPriceId()).isEqualTo(starterId);
        pass(32);
        assertThat(gateway.subscription(id).require().priceId()).isEqualTo(starterId);

        pass(365 - Duration.between(begin, bench.clock().instant()).toDays());
        assertThat(gateway.cancel(id, CancelWhen.PERIOD_END, key("cancel"))
                        .require()
                        .cancelAtPeriodEnd())
                .isTrue();
        pass(31);
        assertStatus(id, ProviderStatus.CANCELED);
    }

    private void pass(long days) {
        bench.provider().advance(Duration.ofDays(days));
    }

    private void assertStatus(String id, ProviderStatus status) {
        assertThat(gateway.subscription(id).require().status()).isEqualTo(status);
    }

    private static PlanPrice price(String plan, long minor) {
        return new PlanPrice(plan, 1, BillingInterval.MONTHLY, Money.of(minor, "USD"));
    }

    private static OperationKey key(String operation) {
        return new OperationKey(TenantId.of(new UUID(1, 2)), operation, UUID.randomUUID());
    }
}
