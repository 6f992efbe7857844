package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.CancelWhen;
import io.tenancy.billing.ChangePreview;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.PlanChange;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.provider.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application does with subscriptions, from the page to the end. */
class SubscriptionsTest {
    private static final Currency DOLLARS = Currency.getInstance("USD");

    private BillingWorld world;
    private Subscriptions subscriptions;
    private TenantId tenant;

    @BeforeEach
    void start() {
        world = new BillingWorld();
        subscriptions = Subscriptions.over(
                world.database.worker(), world.database.admin(), world.gateways, world.clock, BillingWorld.HASTY);
        tenant = world.tenant("acme");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static CheckoutWish wish(UUID operation, String plan) {
        return new CheckoutWish(
                operation,
                plan,
                BillingInterval.MONTHLY,
                DOLLARS,
                1,
                "Acme",
                "pay@acme.example",
                URI.create("https://app.example.org/done"),
                URI.create("https://app.example.org/cancel"),
                null);
    }

    private void settle() {
        world.settle();
        int unused = world.effects(SubscriptionListener.NONE).drain();
    }

    private void begin() {
        CheckoutPage page = subscriptions
                .checkout(tenant, "stripe", wish(UUID.randomUUID(), "starter"))
                .require();
        assertThat(world.stripe.completeCheckout(page.id())).isNotBlank();
        settle();
    }

    @Test
    void listsTheGatewaysThatFit() {
        assertThat(subscriptions.gatewaysFor("pro", BillingInterval.MONTHLY, DOLLARS, "CL"))
                .containsExactly("stripe");
        assertThat(subscriptions.gatewaysFor("pro", BillingInterval.YEARLY, DOLLARS, "CL"))
                .isEmpty();
    }

    @Test
    void aPageLeadsToASubscriptionInTrial() {
        begin();

        assertThat(subscriptions.require(tenant).access()).isEqualTo(AccessState.TRIAL);
        assertThat(world.plans.holding(tenant).plan().key()).isEqualTo("starter");
        world.stripe.advance(Duration.ofDays(15));
        settle();
        assertThat(subscriptions.require(tenant).access()).isEqualTo(AccessState.ACTIVE);
    }

    @Test
    void everyEventOfOnePaymentGivesOneSubscription() throws Exception {
        CheckoutPage page = subscriptions
                .checkout(tenant, "stripe", wish(UUID.randomUUID(), "starter"))
                .require();
        assertThat(world.stripe.completeCheckout(page.id())).isNotBlank();
        world.stripe.takeWebhooksShuffled(5).forEach(webhook -> world.deliver(webhook));
        assertThat(world.worker.drain()).isGreaterThan(1);

        assertThat(world.database.count("billing_subscription")).isOne();
        assertThat(world.database.count("billing_transition")).isOne();
    }

    @Test
    void aCustomerIsMadeOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(subscriptions
                            .checkout(tenant, "stripe", wish(UUID.randomUUID(), "starter"))
                            .isDone())
                    .isTrue();
        }
        assertThat(world.stripe.count("customer")).isOne();
        assertThat(world.stripe.count("price")).isEqualTo(2);
    }

    @Test
    void aPageWhoseAnswerIsLostIsMadeOnce() {
        world.stripe.fail(Fault.lostAnswer().on("POST", "/v1/checkout"));

        assertThat(subscriptions
                        .checkout(tenant, "stripe", wish(UUID.randomUUID(), "starter"))
                        .isDone())
                .isTrue();
        assertThat(world.stripe.count("checkout")).isOne();
    }

    @Test
    void theDifferenceOfAnUpgradeIsWhatThePreviewSaid() {
        begin();
        world.stripe.advance(Duration.ofDays(20));
        settle();
        ChangePreview preview =
                subscriptions.preview(tenant, "pro", BillingInterval.MONTHLY).require();
        assertThat(preview.dueNow().amountMinor()).isBetween(1L, 5000L);

        assertThat(subscriptions
                        .change(
                                tenant,
                                UUID.randomUUID(),
                                "pro",
                                BillingInterval.MONTHLY,
                                PlanChange.When.NOW,
                                preview.asOf())
                        .isDone())
                .isTrue();
        settle();
        assertThat(world.plans.holding(tenant).plan().key()).isEqualTo("pro");
    }

    @Test
    void aDowngradeKeepsThePlanUntilThePeriodEnds() {
        begin();
        world.stripe.advance(Duration.ofDays(15));
        assertThat(change("pro", PlanChange.When.NOW).isDone()).isTrue();
        settle();
        assertThat(change("starter", PlanChange.When.PERIOD_END).isDone()).isTrue();
        assertThat(subscriptions.refresh(tenant)).isEqualTo(new SyncOutcome.Applied(true));
        assertThat(subscriptions.require(tenant).nextPlan()).isEqualTo("starter");
        assertThat(world.plans.holding(tenant).plan().key()).isEqualTo("pro");

        world.stripe.advance(Duration.ofDays(32));
        settle();
        assertThat(world.plans.holding(tenant).plan().key()).isEqualTo("starter");
    }

    private GatewayAnswer<?> change(String plan, PlanChange.When when) {
        if (subscriptions.current(tenant).isEmpty()) {
            settle();
        }
        return subscriptions.change(tenant, UUID.randomUUID(), plan, BillingInterval.MONTHLY, when, null);
    }

    @Test
    void anEndCanBeTakenBackUntilItComes() {
        begin();
        assertThat(subscriptions
                        .cancel(tenant, UUID.randomUUID(), CancelWhen.PERIOD_END)
                        .isDone())
                .isTrue();
        settle();
        assertThat(subscriptions.require(tenant).cancelAtPeriodEnd()).isTrue();
        assertThat(subscriptions.resume(tenant, UUID.randomUUID()).isDone()).isTrue();
        settle();
        assertThat(subscriptions.require(tenant).cancelAtPeriodEnd()).isFalse();

        assertThat(subscriptions
                        .cancel(tenant, UUID.randomUUID(), CancelWhen.NOW)
                        .isDone())
                .isTrue();
        settle();
        assertThatExceptionOfType(SubscriptionNotFoundException.class).isThrownBy(() -> subscriptions.require(tenant));
    }

    @Test
    void aPlanThatIsNotSoldSoHasNoPage() {
        CheckoutWish yearly = new CheckoutWish(
                UUID.randomUUID(),
                "pro",
                BillingInterval.YEARLY,
                DOLLARS,
                1,
                "Acme",
                "pay@acme.example",
                URI.create("https://app.example.org/done"),
                URI.create("https://app.example.org/cancel"),
                null);

        assertThatExceptionOfType(PriceNotSoldException.class)
                .isThrownBy(() -> subscriptions.checkout(tenant, "stripe", yearly))
                .withMessageContaining("no price for every year in USD");
    }
}
