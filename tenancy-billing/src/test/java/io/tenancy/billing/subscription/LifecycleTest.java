package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.CancelWhen;
import io.tenancy.billing.webhook.EventNotFoundException;
import io.tenancy.billing.webhook.Events;
import io.tenancy.billing.webhook.ReceivedEvent;
import io.tenancy.entitlement.HeldPlan;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.testing.support.provider.Fault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant follows its subscription, through everything that may come. */
class LifecycleTest {
    private BillingWorld world;
    private TenantId tenant;
    private String id;
    private final List<AccessState> told = new ArrayList<>();

    @BeforeEach
    void start() {
        world = new BillingWorld();
        tenant = world.tenant("acme");
        id = world.subscribe(tenant, 14);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void settle() {
        world.settle();
        int unused = world.effects((transition, subscription) -> told.add(subscription.access()))
                .drain();
    }

    private void pass(long days) {
        world.stripe.advance(Duration.ofDays(days));
        settle();
    }

    private String row() throws SQLException {
        List<String> rows = world.database.ask(
                "select access || ' ' || provider_status || ' ' || plan from tenancy.billing_subscription");
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private HeldPlan held() {
        return world.plans.holding(tenant).plan();
    }

    @Test
    void aTrialGivesThePlanAndPaymentKeepsIt() throws Exception {
        settle();
        assertThat(row()).isEqualTo("TRIAL TRIALING starter");
        assertThat(held().toString()).isEqualTo("starter@1");

        pass(15);
        assertThat(row()).isEqualTo("ACTIVE ACTIVE starter");
        assertThat(told).containsExactly(AccessState.TRIAL, AccessState.ACTIVE);
    }

    @Test
    void lateIsGraceAndThenRestrictedAndThenRecovered() throws Exception {
        pass(15);
        world.stripe.acceptPayments(false);
        pass(31);
        assertThat(row()).isEqualTo("GRACE PAST_DUE starter");

        AccessClock clock = new AccessClock(world.database.worker(), world.clock);
        assertThat(clock.tick()).isZero();
        world.clock.advance(Duration.ofDays(7));
        assertThat(clock.tick()).isOne();
        assertThat(clock.tick()).isZero();
        assertThat(row()).isEqualTo("RESTRICTED PAST_DUE starter");
        assertThat(held()).isNotNull();

        world.stripe.acceptPayments(true);
        pass(8);
        assertThat(row()).isEqualTo("ACTIVE ACTIVE starter");
    }

    @Test
    void anEndTakesThePlanAndKeepsTheTenant() throws Exception {
        pass(15);
        assertThat(world.gateway
                        .cancel(id, CancelWhen.PERIOD_END, world.key(tenant, "cancel"))
                        .isDone())
                .isTrue();
        pass(32);

        assertThat(row()).isEqualTo("ENDED CANCELED starter");
        assertThat(held()).isNull();
        assertThat(world.tenants.show(tenant).tenant().status()).isEqualTo(TenantStatus.ACTIVE);
    }

    @Test
    void unpaidSuspendsAndPaidBringsBack() throws Exception {
        pass(15);
        world.stripe.change(id, "customer.subscription.updated", it -> it.put("status", "unpaid"));
        settle();
        assertThat(row()).isEqualTo("GRACE UNPAID starter");
        world.clock.advance(Duration.ofDays(8));
        assertThat(new AccessClock(world.database.worker(), world.clock).tick()).isOne();
        settle();
        assertThat(world.tenants.show(tenant).tenant().status()).isEqualTo(TenantStatus.SUSPENDED);

        world.stripe.change(id, "customer.subscription.updated", it -> it.put("status", "active"));
        settle();
        assertThat(world.tenants.show(tenant).tenant().status()).isEqualTo(TenantStatus.ACTIVE);
    }

    @Test
    void aTenantThatAnOperatorSuspendedStaysSo() {
        pass(15);
        var unused = world.tenants.suspend(tenant, BillingWorld.OPS);
        world.stripe.change(id, "customer.subscription.updated", it -> it.put("cancel_at_period_end", true));
        settle();

        assertThat(world.tenants.show(tenant).tenant().status()).isEqualTo(TenantStatus.SUSPENDED);
    }

    @Test
    void anUnknownStatusChangesNothingAndIsTold() throws Exception {
        pass(15);
        String before = row();
        world.stripe.change(id, "customer.subscription.updated", it -> it.put("status", "hibernating"));
        settle();

        assertThat(row()).isEqualTo(before);
        assertThat(world.database.ask("select event from tenancy.alert_raised where event like 'billing.%'"))
                .containsExactly("billing.status_unknown");
    }

    @Test
    void anUnknownPriceIsParkedAtOnceAndChangesNothing() throws Exception {
        pass(15);
        String before = row();
        world.stripe.change(
                id,
                "customer.subscription.updated",
                it -> ((com.fasterxml.jackson.databind.node.ObjectNode) it.at("/items/data/0/price"))
                        .put("id", "price_ofSomebodyElse"));
        settle();

        assertThat(row()).isEqualTo(before);
        assertThat(world.database.ask("select note from tenancy.billing_event where state = 'PARKED'"))
                .containsExactly("a price that we did not publish");
        assertThat(world.database.ask("select event from tenancy.alert_raised where event like 'billing.%'"))
                .containsExactly("billing.event_parked");
    }

    @Test
    void aSubscriptionThatNobodyOrderedIsParked() throws Exception {
        settle();
        var made = world.gateway.subscribe(
                new io.tenancy.billing.SubscribeOrder(world.starter, world.starterId, 1, 0, world.customer(tenant)),
                new io.tenancy.billing.OperationKey(TenantId.of(new UUID(9, 9)), "subscribe", UUID.randomUUID()));
        assertThat(made.isDone()).isTrue();
        settle();

        assertThat(world.database.count("billing_subscription")).isOne();
        assertThat(world.database.ask("select distinct note from tenancy.billing_event where state = 'PARKED'"))
                .containsExactly("a subscription that we did not order");
    }

    @Test
    void aPoisonousEventIsParkedAfterEightTries() throws Exception {
        settle();
        world.stripe.change(id, "customer.subscription.updated", it -> it.put("status", "active"));
        world.stripe.takeWebhooks().forEach(webhook -> world.deliver(webhook));
        world.stripe.failShare(1, 1, Fault.status(500, "down"));
        for (int i = 1; i <= 8; i++) {
            assertThat(world.worker.drain()).as("try %d", i).isOne();
            world.clock.advance(Duration.ofHours(6));
        }
        assertThat(world.worker.drain()).isZero();
        assertThat(world.database.ask("select state || attempts from tenancy.billing_event where state <> 'DONE'"))
                .containsExactly("PARKED8");
        assertThat(world.database.ask("select event from tenancy.alert_raised where event like 'billing.%'"))
                .containsExactly("billing.event_parked");
    }

    @Test
    void whoFollowsIsToldAgainUntilItSucceeds() {
        world.settle();
        List<UUID> ids = new ArrayList<>();
        EffectWorker effects = world.effects((transition, subscription) -> {
            ids.add(transition);
            if (ids.size() < 3) {
                throw new IllegalStateException("mail server is down");
            }
        });
        for (int i = 0; i < 4; i++) {
            int unused = effects.drain();
            world.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(ids).hasSize(3).containsOnly(ids.get(0));
    }

    @Test
    void aTrialAtAGatewayHasItsNoticesOnce() {
        settle();
        List<Integer> notices = new ArrayList<>();
        TrialNotices job = new TrialNotices(
                world.database.worker(),
                (who, days, endsAt) -> {
                    assertThat(who).isEqualTo(tenant);
                    notices.add(days);
                },
                world.clock);
        for (int hour = 0; hour < 24 * 16; hour += 6) {
            int unused = job.tick();
            world.stripe.advance(Duration.ofHours(6));
            settle();
        }

        assertThat(notices).containsExactly(3, 1, 0);
    }

    @Test
    void aParkedEventIsWorkedOnAgainWhenItIsReplayed() throws Exception {
        settle();
        world.stripe.change(id, "customer.subscription.updated", it -> it.put("status", "active"));
        var webhook = world.stripe.takeWebhooks().get(0);
        assertThat(world.deliver(webhook)).isEqualTo(200);
        world.database.run("update tenancy.billing_event set state = 'PARKED' where event_id = '" + webhook.id() + "'");
        Events events = Events.over(world.database.worker(), world.clock);
        assertThat(events.newest(ReceivedEvent.State.PARKED, 10)).hasSize(1);

        assertThat(events.replay("stripe", webhook.id()).state()).isEqualTo(ReceivedEvent.State.WAITING);
        assertThat(world.worker.drain()).isOne();
        assertThat(events.find("stripe", webhook.id()).orElseThrow().note()).isEqualTo("applied");
        assertThat(row()).isEqualTo("ACTIVE ACTIVE starter");
        assertThatExceptionOfType(EventNotFoundException.class).isThrownBy(() -> events.replay("stripe", "evt_nobody"));
    }
}
