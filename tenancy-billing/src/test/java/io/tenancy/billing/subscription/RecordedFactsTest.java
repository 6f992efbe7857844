package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.metrics.Days;
import io.tenancy.billing.metrics.Fraction;
import io.tenancy.billing.metrics.LedgerDay;
import io.tenancy.billing.metrics.MetricsRefusedException;
import io.tenancy.billing.metrics.RecordedFacts;
import io.tenancy.billing.metrics.SaasMetrics;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What webhooks left in the database is enough for the ledger. */
class RecordedFactsTest {
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
}
