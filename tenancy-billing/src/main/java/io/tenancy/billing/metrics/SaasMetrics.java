package io.tenancy.billing.metrics;

import io.tenancy.billing.ProviderStatus;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of a business that sells subscriptions, from a history of facts, in exact fractions.
 *
 * <p>The same facts in any order, handed over once or several times, give the same figures. Nothing is rounded and nothing is guessed: an
 * unknown status refuses the whole history. There is no exchange of currencies: each has its own figures, and a customer that goes from
 * one to the other churns in the first and is new in the second. A paused subscription brings nothing while it is paused. Days begin at
 * midnight of the zone that is handed over.
 *
 * <pre>{@code
 * SaasMetrics metrics = SaasMetrics.of(facts, ZoneId.of("America/Santiago"));
 * Figure mrr = metrics.mrr(Currency.getInstance("CLP"), LocalDate.parse("2026-06-30"));
 * mrr.rounded();  // 149000
 * mrr.formula();  // sum over active and past_due subscriptions of ...
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SaasMetrics {
    private final History history;
    private final Map<Currency, Ledger> ledgers = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
    private final Trials trials;

    private SaasMetrics(History history) {
        this.history = history;
        this.trials = new Trials(history);
        history.subscriptions().stream()
                .flatMap(List::stream)
                .map(fact -> fact.price().currency())
                .distinct()
                .forEach(currency -> ledgers.put(currency, new Ledger(history, currency)));
    }

    /**
     * Reads a history.
     *
     * @param facts in any order
     * @param zone where days begin
     * @return the figures
     * @throws MetricsRefusedException if a status is not known, or facts contradict each other
     */
    public static SaasMetrics of(Collection<? extends BillingFact> facts, ZoneId zone) {
        return new SaasMetrics(new History(facts, zone));
    }

    /**
     * The currencies in which something is sold.
     *
     * @return by their codes
     */
    public List<Currency> currencies() {
        return List.copyOf(ledgers.keySet());
    }

    /**
     * Monthly recurring revenue.
     *
     * @param currency in which currency
     * @param day at the end of which day
     * @return the amount
     */
    public Figure mrr(Currency currency, LocalDate day) {
        return Definition.MRR.figure(ledger(currency).closing(day), currency, on(day));
    }

    /**
     * Annual recurring revenue.
     *
     * @param currency in which currency
     * @param day at the end of which day
     * @return the amount
     */
    public Figure arr(Currency currency, LocalDate day) {
        return Definition.ARR.figure(ledger(currency).closing(day).times(Fraction.of(12)), currency, on(day));
    }

    /**
     * What each customer brings in a month.
     *
     * @param currency in which currency
     * @param day at the end of which day
     * @return by customer, those that bring more than nothing; in minor units
     */
    public Map<String, Fraction> customers(Currency currency, LocalDate day) {
        return Map.copyOf(ledger(currency).customers(day));
    }

    /**
     * Day by day what was there, what moved and what is there.
     *
     * @param currency in which currency
     * @param days which days
     * @return one entry for each day, in their order
     */
    public List<LedgerDay> ledger(Currency currency, Days days) {
        Ledger ledger = ledger(currency);
        List<LedgerDay> found = new ArrayList<>();
        Fraction opening = ledger.closing(days.before());
        for (LocalDate day = days.first(); !day.isAfter(days.last()); day = day.plusDays(1)) {
            Fraction closing = ledger.closing(day);
            found.add(new LedgerDay(day, currency, opening, ledger.moved(on(day)), closing));
            opening = closing;
        }
        return List.copyOf(found);
    }

    /**
     * The sum of one kind of movement.
     *
     * @param currency in which currency
     * @param movement which kind
     * @param days in which days
     * @return the amount; negative for churn and contraction
     */
    public Figure moved(Currency currency, Movement movement, Days days) {
        return Definition.MOVEMENT.figure(moved(currency, days, movement), currency, days);
    }

    /**
     * Which part of the revenue at the start was lost.
     *
     * @param currency in which currency
     * @param days usually a month
     * @return the rate; undefined if there was no revenue at the start
     */
    public Figure grossChurn(Currency currency, Days days) {
        return Definition.GROSS_CHURN.rate(
                lost(currency, days), ledger(currency).closing(days.before()), days);
    }

    /**
     * Which part of the revenue at the start was lost and not made up for by expansion and reactivation.
     *
     * @param currency in which currency
     * @param days usually a month
     * @return the rate, negative if more was won than lost; undefined if there was no revenue at the start
     */
    public Figure netChurn(Currency currency, Days days) {
        Fraction net = lost(currency, days)
                .minus(moved(currency, days, Movement.EXPANSION))
                .minus(moved(currency, days, Movement.REACTIVATION));
        return Definition.NET_CHURN.rate(net, ledger(currency).closing(days.before()), days);
    }

    /**
     * Which part of the customers at the start was lost, in ChartMogul's standard sense.
     *
     * @param currency in which currency
     * @param days usually a month
     * @return the rate; undefined if there was no customer at the start
     */
    public Figure customerChurn(Currency currency, Days days) {
        Set<String> start = ledger(currency).customers(days.before()).keySet();
        Set<String> end = ledger(currency).customers(days.last()).keySet();
        long gone = start.stream().filter(customer -> !end.contains(customer)).count();
        return Definition.CUSTOMER_CHURN.rate(Fraction.of(gone), Fraction.of(start.size()), days);
    }

    /**
     * Which part of the customers was lost in thirty days, in Stripe's sense.
     *
     * @param currency in which currency
     * @param last the last of the thirty days
     * @return the rate; undefined if there was no customer
     */
    public Figure customerChurnAsStripe(Currency currency, LocalDate last) {
        Days days = Days.thirtyTo(last);
        Ledger ledger = ledger(currency);
        Set<String> end = ledger.customers(last).keySet();
        long gone = customersWith(ledger, Movement.CHURN, days).stream()
                .filter(customer -> !end.contains(customer))
                .count();
        long had = (long) ledger.customers(days.before()).size()
                + customersWith(ledger, Movement.NEW, days).size();
        return Definition.CUSTOMER_CHURN_STRIPE.rate(Fraction.of(gone), Fraction.of(had), days);
    }

    /**
     * Which part of the trials that ended in thirty days became customers, in Stripe's sense; over all currencies.
     *
     * @param last the last of the thirty days
     * @return the rate; undefined if no trial ended
     */
    public Figure trialConversion(LocalDate last) {
        Days days = Days.thirtyTo(last);
        return Definition.TRIAL_CONVERSION.rate(
                Fraction.of(trials.converted(days)), Fraction.of(trials.ended(days)), days);
    }

    /**
     * Which part of the trials that began in these days became customers; over all currencies.
     *
     * @param begun when they began
     * @param asOf the last day on which they may have become customers
     * @return the rate; undefined if no trial began
     */
    public Figure trialCohort(Days begun, LocalDate asOf) {
        return Definition.TRIAL_COHORT.rate(
                Fraction.of(trials.convertedOfBegun(begun, asOf)), Fraction.of(trials.begun(begun)), begun);
    }

    /**
     * How much is won for each unit that is lost.
     *
     * @param currency in which currency
     * @param days which days
     * @return the ratio; undefined if nothing was lost
     */
    public Figure quickRatio(Currency currency, Days days) {
        Fraction won = moved(currency, days, Movement.NEW).plus(moved(currency, days, Movement.EXPANSION));
        return Definition.QUICK_RATIO.rate(won, lost(currency, days), days);
    }

    /**
     * How many customers pay.
     *
     * @param currency in which currency
     * @param day at the end of which day
     * @return the number
     */
    public Figure customerCount(Currency currency, LocalDate day) {
        return Definition.CUSTOMERS.figure(
                Fraction.of(ledger(currency).customers(day).size()), null, on(day));
    }

    /**
     * Average revenue per account.
     *
     * @param currency in which currency
     * @param day at the end of which day
     * @return the amount; undefined without customers
     */
    public Figure arpa(Currency currency, LocalDate day) {
        Ledger ledger = ledger(currency);
        int customers = ledger.customers(day).size();
        Fraction average = customers == 0 ? null : ledger.closing(day).over(Fraction.of(customers));
        return Definition.ARPA.figure(average, currency, on(day));
    }

    /**
     * What a customer brings until it leaves.
     *
     * @param currency in which currency
     * @param days a month, whose churn is taken
     * @return the amount; undefined if nobody left
     */
    public Figure lifetimeValue(Currency currency, Days days) {
        Fraction churn = customerChurn(currency, days).value().orElse(Fraction.ZERO);
        Fraction average = arpa(currency, days.last()).value().orElse(null);
        Fraction value = average == null || churn.signum() == 0 ? null : average.over(churn);
        return Definition.LTV.figure(value, currency, days);
    }

    /**
     * How the business is spread over the plans.
     *
     * @param currency in which currency
     * @param day at the end of which day
     * @return by the plans' keys, those with a subscription that pays or is in a trial
     */
    public List<PlanShare> plans(Currency currency, LocalDate day) {
        return history.atEndOf(day).stream()
                .filter(fact -> fact.price().currency().equals(currency))
                .filter(fact -> fact.isTrial() || fact.monthly().signum() > 0)
                .collect(Collectors.groupingBy(SubscriptionFact::plan, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(plan -> share(plan.getKey(), plan.getValue()))
                .toList();
    }

    private static PlanShare share(String plan, List<SubscriptionFact> facts) {
        long inTrial = facts.stream().filter(SubscriptionFact::isTrial).count();
        Fraction monthly = facts.stream().map(SubscriptionFact::monthly).reduce(Fraction.ZERO, Fraction::plus);
        return new PlanShare(plan, facts.size() - inTrial, inTrial, monthly);
    }

    /**
     * Which part of those that may use a feature does.
     *
     * @param feature the feature's key
     * @param plans the plans that have it
     * @param days in which days it was used
     * @return the rate; undefined if nobody may use it
     */
    public Figure featureAdoption(String feature, Set<String> plans, Days days) {
        Set<String> entitled = history.atEndOf(days.last()).stream()
                .filter(fact -> plans.contains(fact.plan()))
                .filter(fact -> fact.isTrial()
                        || fact.status() == ProviderStatus.ACTIVE
                        || fact.status() == ProviderStatus.PAST_DUE)
                .map(SubscriptionFact::customer)
                .collect(Collectors.toSet());
        long using = history.uses().stream()
                .filter(use -> use.feature().equals(feature) && days.contains(history.day(use.at())))
                .map(FeatureUsed::customer)
                .filter(entitled::contains)
                .distinct()
                .count();
        return Definition.ADOPTION.rate(Fraction.of(using), Fraction.of(entitled.size()), days);
    }

    private static Set<String> customersWith(Ledger ledger, Movement movement, Days days) {
        return ledger.steps(days)
                .filter(step -> step.movement() == movement)
                .map(Ledger.Step::customer)
                .collect(Collectors.toSet());
    }

    private Fraction lost(Currency currency, Days days) {
        return Fraction.ZERO
                .minus(moved(currency, days, Movement.CHURN))
                .minus(moved(currency, days, Movement.CONTRACTION));
    }

    private Fraction moved(Currency currency, Days days, Movement movement) {
        return ledger(currency).moved(days).getOrDefault(movement, Fraction.ZERO);
    }

    private Ledger ledger(Currency currency) {
        Ledger known = ledgers.get(currency);
        return known == null ? new Ledger(history, currency) : known;
    }

    private static Days on(LocalDate day) {
        return new Days(day, day);
    }
}
