package io.tenancy.billing.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The facts in the order in which they became true, each once, and whether they can all be true. Immutable after the constructor. */
final class History {
    private static final Comparator<SubscriptionFact> ORDER =
            Comparator.comparing(SubscriptionFact::at).thenComparing(SubscriptionFact::place);

    private final ZoneId zone;
    private final Map<String, List<SubscriptionFact>> subscriptions = new TreeMap<>();
    private final Map<String, InvoicePaid> invoices = new TreeMap<>();
    private final Set<FeatureUsed> uses = new TreeSet<>(Comparator.comparing(FeatureUsed::at)
            .thenComparing(FeatureUsed::customer)
            .thenComparing(FeatureUsed::feature));

    History(Collection<? extends BillingFact> facts, ZoneId zone) {
        this.zone = zone;
        for (BillingFact fact : facts) {
            if (fact instanceof SubscriptionFact state) {
                subscriptions
                        .computeIfAbsent(state.subscription(), id -> new ArrayList<>())
                        .add(state);
            } else if (fact instanceof InvoicePaid paid) {
                add(paid);
            } else if (fact instanceof FeatureUsed use) {
                uses.add(use);
            }
        }
        subscriptions.replaceAll((id, states) -> inOrder(states));
    }

    private void add(InvoicePaid paid) {
        InvoicePaid known = invoices.putIfAbsent(paid.invoice(), paid);
        if (known != null && !known.equals(paid)) {
            throw MetricsRefusedException.invoiceContradiction(paid);
        }
    }

    private static List<SubscriptionFact> inOrder(List<SubscriptionFact> states) {
        List<SubscriptionFact> distinct =
                states.stream().distinct().sorted(ORDER).toList();
        for (int i = 0; i < distinct.size(); i++) {
            SubscriptionFact fact = distinct.get(i);
            Fraction refusesUnknown = fact.monthly();
            assert refusesUnknown.signum() >= 0;
            if (i > 0 && ORDER.compare(distinct.get(i - 1), fact) == 0) {
                throw MetricsRefusedException.contradiction(fact);
            }
            if (!fact.customer().equals(distinct.get(0).customer())) {
                throw MetricsRefusedException.twoCustomers(fact);
            }
        }
        return distinct;
    }

    Collection<List<SubscriptionFact>> subscriptions() {
        return subscriptions.values();
    }

    Collection<InvoicePaid> invoices() {
        return invoices.values();
    }

    Collection<FeatureUsed> uses() {
        return uses;
    }

    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /** How a subscription stood at the end of a day. */
    Optional<SubscriptionFact> atEndOf(LocalDate day, List<SubscriptionFact> states) {
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        SubscriptionFact last = null;
        for (SubscriptionFact state : states) {
            if (state.at().isBefore(end)) {
                last = state;
            }
        }
        return Optional.ofNullable(last);
    }

    /** What became of every subscription, by the end of a day. */
    List<SubscriptionFact> atEndOf(LocalDate day) {
        return subscriptions.values().stream()
                .flatMap(states -> atEndOf(day, states).stream())
                .toList();
    }

    /** The days at which something changed for a customer. */
    Map<String, Set<LocalDate>> changes() {
        Map<String, Set<LocalDate>> days = new HashMap<>();
        subscriptions
                .values()
                .forEach(states ->
                        states.forEach(state -> days.computeIfAbsent(state.customer(), customer -> new TreeSet<>())
                                .add(day(state.at()))));
        return days;
    }
}
