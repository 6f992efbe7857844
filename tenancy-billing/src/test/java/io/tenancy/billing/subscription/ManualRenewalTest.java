package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Capability;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewayProfile;
import io.tenancy.billing.Gateways;
import io.tenancy.billing.Money;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that charges once: each payment pays for a period. */
class ManualRenewalTest {
    private final Map<String, ProviderPayment> payments = new HashMap<>();
    private final PaymentGateway coins = new Coins();
    private BillingWorld world;
    private Subscriptions subscriptions;
    private TenantId tenant;

    @BeforeEach
    void start() {
        world = new BillingWorld();
        Gateways gateways = Gateways.builder(GatewayParts.of(world.clock))
                .add("coins", coins)
                .build();
        subscriptions = Subscriptions.over(
                world.database.worker(), world.database.admin(), gateways, world.clock, BillingWorld.HASTY);
        tenant = world.tenant("acme");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private final class Coins implements PaymentGateway {
        @Override
        public GatewayProfile profile() {
            return new GatewayProfile("coins", Set.of(Capability.CHECKOUT, Capability.PAYMENT), Set.of(), Set.of());
        }

        @Override
        public GatewayMode mode() {
            return GatewayMode.SANDBOX;
        }

        @Override
        public GatewayAnswer<String> ping() {
            return GatewayAnswer.done("coins");
        }

        @Override
        public GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
            String id = "pay" + payments.size();
            Money nothing = new Money(0, order.total().currency());
            payments.put(
                    id,
                    new ProviderPayment(
                            id, ProviderPayment.Status.PENDING, "waiting", order.total(), nothing, null, key.text()));
            return GatewayAnswer.done(new CheckoutPage(id, SecretUrl.of("https://coins.example/" + id), null));
        }

        @Override
        public GatewayAnswer<ProviderPayment> payment(String id) {
            return GatewayAnswer.done(payments.get(id));
        }

        @Override
        public WebhookVerdict verify(WebhookRequest request) {
            return WebhookVerdict.rejected(WebhookVerdict.Why.UNSIGNED);
        }
    }

    private String checkout() {
        return subscriptions
                .checkout(
                        tenant,
                        "coins",
                        new CheckoutWish(
                                UUID.randomUUID(),
                                "starter",
                                BillingInterval.MONTHLY,
                                Currency.getInstance("USD"),
                                1,
                                "Acme",
                                "pay@acme.example",
                                URI.create("https://app.example.org/done"),
                                URI.create("https://app.example.org/cancel"),
                                null))
                .require()
                .id();
    }

    private SyncOutcome told(String id, ProviderPayment.Status status, Money amount) {
        ProviderPayment was = payments.get(id);
        payments.put(id, new ProviderPayment(id, status, "told", amount, was.refunded(), null, was.reference()));
        return world.sync.sync(coins, new ObjectRef(ObjectRef.Kind.PAYMENT, id), "event:" + id);
    }

    private SyncOutcome paid(String id) {
        return told(id, ProviderPayment.Status.PAID, Money.of(4900, "USD"));
    }

    @Test
    void aPaymentPaysForOnePeriodHoweverOftenItIsTold() throws Exception {
        String id = checkout();
        assertThat(paid(id)).isEqualTo(new SyncOutcome.Applied(true));
        for (int i = 0; i < 5; i++) {
            assertThat(paid(id)).isEqualTo(new SyncOutcome.Applied(false));
        }

        assertThat(subscriptions.require(tenant).periodEnd()).isEqualTo("2026-04-01T10:00:00Z");
        assertThat(world.effects(SubscriptionListener.NONE).drain()).isOne();
        assertThat(world.plans.holding(tenant).plan().key()).isEqualTo("starter");
    }

    @Test
    void whoPaysEarlyLosesNothing() {
        assertThat(paid(checkout())).isEqualTo(new SyncOutcome.Applied(true));
        world.clock.advance(Duration.ofDays(20));
        assertThat(paid(checkout())).isEqualTo(new SyncOutcome.Applied(false));

        assertThat(subscriptions.require(tenant).periodEnd()).isEqualTo("2026-05-01T10:00:00Z");
    }

    @Test
    void aPartOrAnotherAmountGivesNothing() {
        String id = checkout();

        assertThat(told(id, ProviderPayment.Status.PARTIAL, Money.of(4900, "USD")))
                .isInstanceOf(SyncOutcome.Ignored.class);
        assertThat(told(id, ProviderPayment.Status.PROCESSING, Money.of(4900, "USD")))
                .isInstanceOf(SyncOutcome.Ignored.class);
        assertThat(told(id, ProviderPayment.Status.PAID, Money.of(49, "USD")))
                .isInstanceOf(SyncOutcome.Unexplained.class);
        assertThat(told(id, ProviderPayment.Status.PAID, Money.of(4900, "CLP")))
                .isInstanceOf(SyncOutcome.Unexplained.class);
        assertThat(subscriptions.current(tenant)).isEmpty();
    }

    @Test
    void aPaymentThatNobodyOrderedIsUnexplained() {
        ProviderPayment stray = new ProviderPayment(
                "stray",
                ProviderPayment.Status.PAID,
                "paid",
                Money.of(4900, "USD"),
                Money.of(0, "USD"),
                null,
                new OperationKey(tenant, "checkout", UUID.randomUUID()).text());
        payments.put("stray", stray);

        assertThat(world.sync.sync(coins, new ObjectRef(ObjectRef.Kind.PAYMENT, "stray"), "test"))
                .isInstanceOf(SyncOutcome.Unexplained.class);
    }

    @Test
    void whoDoesNotPayAgainIsLateAndThenSuspendedAndBackWhenItPays() {
        assertThat(paid(checkout())).isEqualTo(new SyncOutcome.Applied(true));
        AccessClock clock = new AccessClock(world.database.worker(), world.clock);
        world.clock.advance(Duration.ofDays(32));
        assertThat(clock.tick()).isOne();
        assertThat(subscriptions.require(tenant).access()).isEqualTo(AccessState.GRACE);

        world.clock.advance(Duration.ofDays(8));
        assertThat(clock.tick()).isOne();
        assertThat(subscriptions.require(tenant).access()).isEqualTo(AccessState.SUSPENDED);
        assertThat(paid(checkout())).isEqualTo(new SyncOutcome.Applied(true));
        assertThat(subscriptions.require(tenant).access()).isEqualTo(AccessState.ACTIVE);
    }
}
