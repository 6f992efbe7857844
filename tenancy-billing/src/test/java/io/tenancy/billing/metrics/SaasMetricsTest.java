package io.tenancy.billing.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.metrics.HandComputed.Expected;
import io.tenancy.billing.metrics.HandComputed.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SaasMetricsTest {
    private static final Days JANUARY = Days.of(YearMonth.of(2026, 1));
    private static final LocalDate BEFORE = LocalDate.of(2025, 12, 31);
    private static final LocalDate AFTER = LocalDate.of(2026, 1, 31);
    private static final Currency CLP = Currency.getInstance("CLP");
    private static final SaasMetrics METRICS = SaasMetrics.of(HandComputed.facts(), ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> everyCustomerBringsWhatWasWorkedOutByHand() {
        List<Row> rows = HandComputed.rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
        return METRICS.currencies().stream()
                .flatMap(currency -> Stream.of(BEFORE, AFTER)
                        .map(day -> DynamicTest.dynamicTest(
                                currency + " at the end of " + day,
                                () -> assertThat(METRICS.customers(currency, day))
                                        .isEqualTo(byHand(rows, currency, day)))));
    }

    private static Map<String, Fraction> byHand(List<Row> rows, Currency currency, LocalDate day) {
        return rows.stream()
                .filter(row -> row.currency().equals(currency.getCurrencyCode()))
                .map(row -> Map.entry(row.customer(), day.equals(BEFORE) ? row.before() : row.after()))
                .filter(entry -> entry.getValue().signum() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Fraction::plus));
    }

    @TestFactory
    Stream<DynamicTest> everyFigureOfTheMonthIsWhatWasWorkedOutByHand() {
        return HandComputed.january().stream()
                .map(expected -> DynamicTest.dynamicTest(
                        expected.name() + " " + expected.currency(),
                        () -> assertThat(figure(expected).value()).hasValue(expected.exact())));
    }

    private static Figure figure(Expected expected) {
        Currency in = Currency.getInstance(expected.currency());
        return switch (expected.name()) {
            case "opening" -> METRICS.mrr(in, BEFORE);
            case "closing" -> METRICS.mrr(in, AFTER);
            case "arr" -> METRICS.arr(in, AFTER);
            case "gross churn" -> METRICS.grossChurn(in, JANUARY);
            case "net churn" -> METRICS.netChurn(in, JANUARY);
            case "quick ratio" -> METRICS.quickRatio(in, JANUARY);
            case "customers" -> METRICS.customerCount(in, AFTER);
            case "customer churn" -> METRICS.customerChurn(in, JANUARY);
            case "customer churn as Stripe" -> METRICS.customerChurnAsStripe(in, AFTER);
            case "arpa" -> METRICS.arpa(in, AFTER);
            case "ltv" -> METRICS.lifetimeValue(in, JANUARY);
            default -> METRICS.moved(in, Movement.valueOf(expected.name().toUpperCase(Locale.ROOT)), JANUARY);
        };
    }

    @Test
    void trialsConvertWhenTheirFirstInvoiceOverSomethingIsPaid() {
        // Ended 01-02..01-31: S21 S22 S24 S25 S59; converted: S21 S25 S59.
        assertThat(METRICS.trialConversion(AFTER).value()).hasValue(Fraction.of(3, 5));
        // Begun 12-26..12-31: S24 S25 S59; converted: S25 S59, the latter on 01-14.
        Days begun = new Days(LocalDate.of(2025, 12, 26), BEFORE);
        assertThat(METRICS.trialCohort(begun, AFTER).value()).hasValue(Fraction.of(2, 3));
        assertThat(METRICS.trialCohort(begun, LocalDate.of(2026, 1, 13)).value())
                .hasValue(Fraction.of(1, 3));
    }

    @Test
    void theBusinessIsSpreadOverItsPlans() {
        // basico: 19990 (S54) + 49975/3 (S55) + 33983/2 (S58) + 19990 (S59) + 64870/3 (S62); pro: 49990 + 18330 + 9990.
        assertThat(METRICS.plans(CLP, AFTER))
                .containsExactly(
                        new PlanShare("basico", 5, 0, Fraction.of(571519, 6)),
                        new PlanShare("pro", 3, 0, Fraction.of(78310)));
        assertThat(METRICS.plans(CLP, BEFORE).get(0).trials()).isEqualTo(1);
    }

    @Test
    void aFeatureIsAdoptedByThoseWhoMayUseItAndDo() {
        List<BillingFact> facts = Stream.concat(
                        HandComputed.facts().stream(),
                        Stream.of(used("C56", "2026-01-15"), used("C56", "2026-01-16"), used("C54", "2026-01-16")))
                .toList();
        SaasMetrics metrics = SaasMetrics.of(facts, ZoneOffset.UTC);
        // On plan pro at 01-31, in every currency: C02 C03 C14 C17 C24 C25 C27 C32 C35 C37 C44 C45 C46 C56 C60 C66.
        assertThat(metrics.featureAdoption("export", Set.of("pro"), JANUARY).value())
                .hasValue(Fraction.of(1, 16));
        assertThat(metrics.featureAdoption("export", Set.of("none"), JANUARY).value())
                .isEmpty();
    }

    @Test
    void amountsAreShownWithTheDecimalsOfTheirCurrency() {
        assertThat(METRICS.mrr(Currency.getInstance("USD"), AFTER).rounded()).hasValue(new BigDecimal("2404.51"));
        assertThat(METRICS.mrr(CLP, AFTER).rounded()).hasValue(new BigDecimal("173563"));
        assertThat(METRICS.mrr(Currency.getInstance("JPY"), AFTER).rounded()).hasValue(new BigDecimal("23850"));
        assertThat(METRICS.customerChurn(CLP, JANUARY).rounded()).hasValue(new BigDecimal("0.1429"));
    }

    @Test
    void everyFigureNamesItsFormulaAndItsSource() {
        assertThat(HandComputed.january().stream().map(SaasMetricsTest::figure)).allSatisfy(figure -> {
            assertThat(figure.formula()).isNotBlank();
            assertThat(figure.source()).isNotBlank();
        });
    }

    @Test
    void nothingIsDividedByNothing() {
        SaasMetrics empty = SaasMetrics.of(List.of(), ZoneOffset.UTC);
        assertThat(empty.mrr(CLP, AFTER).value()).hasValue(Fraction.ZERO);
        assertThat(Stream.of(
                        empty.grossChurn(CLP, JANUARY),
                        empty.customerChurn(CLP, JANUARY),
                        empty.customerChurnAsStripe(CLP, AFTER),
                        empty.trialConversion(AFTER),
                        empty.quickRatio(CLP, JANUARY),
                        empty.arpa(CLP, AFTER),
                        empty.lifetimeValue(CLP, JANUARY)))
                .allSatisfy(figure -> assertThat(figure.value()).isEmpty());
    }

    @Test
    void anUnknownStatusRefusesTheWholeHistoryAndNamesTheSubscription() {
        List<BillingFact> facts = Stream.concat(
                        HandComputed.facts().stream(), Stream.of(fact("S99", 0, ProviderStatus.UNRECOGNIZED)))
                .toList();
        assertThatExceptionOfType(MetricsRefusedException.class)
                .isThrownBy(() -> SaasMetrics.of(facts, ZoneOffset.UTC))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.METRICS_REFUSED))
                .withMessageContaining("S99");
    }

    @Test
    void factsThatContradictEachOtherAreRefused() {
        List<BillingFact> facts =
                List.of(fact("S99", 0, ProviderStatus.ACTIVE), fact("S99", 0, ProviderStatus.CANCELED));
        assertThatExceptionOfType(MetricsRefusedException.class)
                .isThrownBy(() -> SaasMetrics.of(facts, ZoneOffset.UTC));
    }

    @Test
    void aDayBeginsAtMidnightOfTheBusiness() {
        List<BillingFact> facts = List.of(fact("S99", 0, ProviderStatus.ACTIVE));
        LocalDate day = LocalDate.of(2026, 1, 31);
        assertThat(SaasMetrics.of(facts, ZoneOffset.UTC).mrr(CLP, day).value()).hasValue(Fraction.ZERO);
        assertThat(SaasMetrics.of(facts, ZoneId.of("America/Santiago"))
                        .mrr(CLP, day)
                        .value())
                .hasValue(Fraction.of(19990));
    }

    private static SubscriptionFact fact(String id, long place, ProviderStatus status) {
        return new SubscriptionFact(
                "C99",
                id,
                Instant.parse("2026-02-01T02:00:00Z"),
                place,
                status,
                "basico",
                Money.of(19990, "CLP"),
                BillingInterval.MONTHLY,
                1,
                null);
    }

    private static FeatureUsed used(String customer, String day) {
        return new FeatureUsed(
                customer, "export", LocalDate.parse(day).atTime(9, 0).toInstant(ZoneOffset.UTC));
    }
}
