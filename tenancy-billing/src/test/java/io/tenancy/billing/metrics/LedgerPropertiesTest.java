package io.tenancy.billing.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.BillingInterval.Unit;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LedgerPropertiesTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Days DAYS = new Days(LocalDate.of(2025, 12, 31), LocalDate.of(2026, 3, 5));
    private static final ZoneId ZONE = ZoneId.of("America/Santiago");

    @Property(tries = 300)
    void openingAndMovementsAreTheClosingOfEveryDay(@ForAll("histories") List<SubscriptionFact> facts) {
        SaasMetrics metrics = SaasMetrics.of(facts, ZONE);
        for (Currency currency : metrics.currencies()) {
            List<LedgerDay> ledger = metrics.ledger(currency, DAYS);
            assertThat(ledger).allMatch(LedgerDay::balances);
            Fraction moved = ledger.stream()
                    .flatMap(day -> day.movements().values().stream())
                    .reduce(Fraction.ZERO, Fraction::plus);
            LedgerDay last = ledger.get(ledger.size() - 1);
            assertThat(last.opening().plus(sum(last))).isEqualTo(last.closing());
            assertThat(ledger.get(0).opening().plus(moved)).isEqualTo(last.closing());
        }
    }

    @Property(tries = 200)
    void factsInAnyOrderAndTwiceAreTheSameHistory(
            @ForAll("histories") List<SubscriptionFact> facts, @ForAll Random random) {
        List<SubscriptionFact> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts);
        Collections.shuffle(shuffled, random);
        SaasMetrics metrics = SaasMetrics.of(facts, ZONE);
        SaasMetrics again = SaasMetrics.of(shuffled, ZONE);
        assertThat(again.currencies()).isEqualTo(metrics.currencies());
        for (Currency currency : metrics.currencies()) {
            assertThat(again.ledger(currency, DAYS)).isEqualTo(metrics.ledger(currency, DAYS));
        }
    }

    @Property(tries = 200)
    void theHandComputedHistoryIsTheSameInAnyOrder(@ForAll Random random) {
        List<BillingFact> facts = new ArrayList<>(HandComputed.facts());
        Collections.shuffle(facts, random);
        SaasMetrics metrics = SaasMetrics.of(facts, ZoneOffset.UTC);
        Days month = new Days(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));
        assertThat(metrics.mrr(Currency.getInstance("USD"), month.last()).value())
                .hasValue(Fraction.of(1442705, 6));
        assertThat(metrics.netChurn(Currency.getInstance("USD"), month).value()).hasValue(Fraction.of(12720, 206677));
        assertThat(metrics.trialConversion(month.last()).value()).hasValue(Fraction.of(3, 5));
    }

    @Test
    void theHandComputedLedgerBalancesOnEveryDay() {
        SaasMetrics metrics = SaasMetrics.of(HandComputed.facts(), ZoneOffset.UTC);
        Days all = new Days(LocalDate.of(2024, 12, 31), LocalDate.of(2026, 2, 28));
        assertThat(metrics.currencies())
                .hasSize(3)
                .allSatisfy(currency ->
                        assertThat(metrics.ledger(currency, all)).hasSize(425).allMatch(LedgerDay::balances));
    }

    @Provide
    Arbitrary<List<SubscriptionFact>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 24 * 60),
                        Arbitraries.of(ProviderStatus.values()).filter(status -> status != ProviderStatus.UNRECOGNIZED),
                        Arbitraries.longs().between(0, 100_000),
                        Combinators.combine(
                                        Arbitraries.of(Unit.class),
                                        Arbitraries.integers().between(1, 36))
                                .as(BillingInterval::new),
                        Arbitraries.longs().between(0, 50),
                        coupons())
                .as((subscription, hour, status, price, interval, quantity, coupon) -> new SubscriptionFact(
                        "C" + subscription / 2,
                        "S" + subscription,
                        FIRST.plus(Duration.ofHours(hour)),
                        0,
                        status,
                        "plan",
                        Money.of(price, subscription == 5 ? "CLP" : "USD"),
                        interval,
                        quantity,
                        coupon))
                .list()
                .ofMaxSize(40)
                .map(LedgerPropertiesTest::inPlaces);
    }

    private static Arbitrary<Coupon> coupons() {
        return Combinators.combine(
                        Arbitraries.of(Coupon.Lasts.class),
                        Arbitraries.integers().between(0, 100))
                .as((lasts, off) -> off % 2 == 0
                        ? Coupon.percent(lasts, off + ".5".substring(off == 100 ? 2 : 0))
                        : Coupon.amount(lasts, off * 100L))
                .injectNull(0.3);
    }

    private static List<SubscriptionFact> inPlaces(List<SubscriptionFact> facts) {
        List<SubscriptionFact> placed = new ArrayList<>();
        for (SubscriptionFact fact : facts) {
            placed.add(new SubscriptionFact(
                    fact.customer(),
                    fact.subscription(),
                    fact.at(),
                    placed.size(),
                    fact.status(),
                    fact.plan(),
                    fact.price(),
                    fact.interval(),
                    fact.quantity(),
                    fact.coupon()));
        }
        return placed;
    }

    private static Fraction sum(LedgerDay day) {
        return day.movements().values().stream().reduce(Fraction.ZERO, Fraction::plus);
    }
}
