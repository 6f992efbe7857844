package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.metrics.Days;
import io.tenancy.billing.metrics.Fraction;
import io.tenancy.billing.metrics.LedgerDay;
import io.tenancy.billing.metrics.MetricsRefusedException;
import io.tenancy.billing.metrics.Movement;
import io.tenancy.billing.metrics.RecordedFacts;
import io.tenancy.billing.metrics.SaasMetrics;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.provider.EmittedWebhook;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What webhooks left in the database is enough for the ledger. */
class RecordedFactsTest {
    private static final int LIVES = 6;
    private static final Currency DOLLARS = Currency.getInstance("USD");

    private BillingWorld world;
    private RecordedFacts recorded;

    @BeforeEach
    void start() {
        world = new BillingWorld();
        recorded = RecordedFacts.over(world.database.worker(), world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private SaasMetrics metrics() {
        return SaasMetrics.of(recorded.subscriptions(GatewayMode.SANDBOX), ZoneOffset.UTC);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC);
    }

    private void live() {
        TenantId tenant = world.tenant("acme");
        String unused = world.subscribe(tenant, 14);
        world.settle();
        world.stripe.advance(Duration.ofDays(15));
        world.settle();
    }

    @Test
    void aTrialBringsNothingAndWhatFollowsIsNewAndEveryDayBalances() {
        LocalDate first = today();
        live();
        SaasMetrics metrics = metrics();
        assertThat(metrics.mrr(DOLLARS, first).value()).hasValue(Fraction.ZERO);
        assertThat(metrics.mrr(DOLLARS, today()).value()).hasValue(Fraction.of(4900));
        assertThat(metrics.ledger(DOLLARS, new Days(first, today())))
                .hasSize(16)
                .allMatch(LedgerDay::balances);
        assertThat(recorded.subscriptions(GatewayMode.LIVE)).isEmpty();
    }

    @Test
    void whatIsRecordedWithoutIntervalOrInUnknownWordsIsRefused() throws Exception {
        live();
        world.database.run("update tenancy.billing_transition set interval_unit = null where after_status = 'ACTIVE'");
        assertThatExceptionOfType(MetricsRefusedException.class)
                .isThrownBy(this::metrics)
                .withMessageContaining("interval");
        world.database.run("update tenancy.billing_transition set after_status = 'DREAMING'");
        assertThatExceptionOfType(MetricsRefusedException.class)
                .isThrownBy(this::metrics)
                .withMessageContaining("status");
    }

    @Test
    void webhooksShuffledAndDoubledWithinADayLeaveTheSameLedger() {
        LocalDate first = today();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < LIVES; i++) {
            ids.add(world.subscribe(world.tenant("t" + i), 14));
        }
        Random random = new Random(5);
        nextDay(random);
        ids.forEach(id -> status(id, "active"));
        nextDay(random);
        ids.forEach(id -> {
            status(id, "past_due");
            world.stripe.change(id, "customer.subscription.updated", this::upgrade);
        });
        nextDay(random);
        ids.forEach(id -> status(id, "unpaid"));
        nextDay(random);
        ids.forEach(id -> status(id, "active"));
        nextDay(random);
        ids.forEach(id -> world.stripe.change(id, "customer.subscription.deleted", it -> it.put("status", "canceled")));
        nextDay(random);

        List<LedgerDay> ledger = metrics().ledger(DOLLARS, new Days(first, first.plusDays(5)));
        assertThat(ledger).allMatch(LedgerDay::balances);
        assertThat(ledger.stream().map(LedgerDay::closing))
                .containsExactly(of(0), of(4900), of(9900), of(0), of(9900), of(0));
        assertThat(ledger.get(1).of(Movement.NEW)).isEqualTo(of(4900));
        assertThat(ledger.get(2).of(Movement.EXPANSION)).isEqualTo(of(5000));
        assertThat(ledger.get(3).of(Movement.CHURN)).isEqualTo(of(-9900));
        assertThat(ledger.get(4).of(Movement.REACTIVATION)).isEqualTo(of(9900));
        assertThat(ledger.get(5).of(Movement.CHURN)).isEqualTo(of(-9900));
    }

    private static Fraction of(long minorOfEach) {
        return Fraction.of(LIVES * minorOfEach);
    }

    private void status(String id, String status) {
        world.stripe.change(id, "customer.subscription.updated", it -> it.put("status", status));
    }

    private void upgrade(ObjectNode subscription) {
        ObjectNode price = world.stripe.object("price", world.proId);
        ((ObjectNode) subscription.get("items").get("data").get(0)).set("price", price);
    }

    private void nextDay(Random random) {
        List<EmittedWebhook> webhooks = new ArrayList<>(world.stripe.takeWebhooks());
        webhooks.addAll(List.copyOf(webhooks));
        Collections.shuffle(webhooks, random);
        webhooks.forEach(webhook -> {
            assertThat(world.deliver(webhook)).isEqualTo(200);
            if (random.nextBoolean()) {
                world.worker.drain();
            }
        });
        world.worker.drain();
        world.clock.advance(Duration.ofDays(1));
    }
}
