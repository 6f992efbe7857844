package io.tenancy.billing.metrics;

import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What moved, customer by customer, and what there is, subscription by subscription: two ways to the same sum. One currency. */
final class Ledger {
    /** One customer's movement on one day. */
    record Step(String customer, LocalDate day, Movement movement, Fraction amount) {}

    private final History history;
    private final Currency currency;
    private final NavigableMap<LocalDate, List<Step>> steps;

    Ledger(History history, Currency currency) {
        this.history = history;
        this.currency = currency;
        Map<String, List<List<SubscriptionFact>>> customers = history.subscriptions().stream()
                .collect(Collectors.groupingBy(states -> states.get(0).customer()));
        Map<String, Set<LocalDate>> changes = history.changes();
        this.steps = customers.entrySet().stream()
                .flatMap(customer -> steps(
                        customer.getKey(), changes.getOrDefault(customer.getKey(), Set.of()), customer.getValue()))
                .collect(Collectors.groupingBy(Step::day, TreeMap::new, Collectors.toList()));
    }

    private Stream<Step> steps(String customer, Set<LocalDate> days, List<List<SubscriptionFact>> subscriptions) {
        Stream.Builder<Step> found = Stream.builder();
        Fraction before = Fraction.ZERO;
        boolean known = false;
        for (LocalDate day : days) {
            Fraction after = subscriptions.stream()
                    .flatMap(states -> history.atEndOf(day, states).stream())
                    .map(this::monthly)
                    .reduce(Fraction.ZERO, Fraction::plus);
            Optional<Movement> movement = movement(before, after, known);
            if (movement.isPresent()) {
                found.add(new Step(customer, day, movement.get(), after.minus(before)));
            }
            known |= after.signum() > 0;
            before = after;
        }
        return found.build();
    }

    private static Optional<Movement> movement(Fraction before, Fraction after, boolean known) {
        int direction = after.compareTo(before);
        if (direction == 0) {
            return Optional.empty();
        }
        if (before.signum() == 0) {
            return Optional.of(known ? Movement.REACTIVATION : Movement.NEW);
        }
        if (after.signum() == 0) {
            return Optional.of(Movement.CHURN);
        }
        return Optional.of(direction > 0 ? Movement.EXPANSION : Movement.CONTRACTION);
    }

    private Fraction monthly(SubscriptionFact fact) {
        return fact.price().currency().equals(currency) ? fact.monthly() : Fraction.ZERO;
    }

    /** From the subscriptions, not from the movements. */
    Fraction closing(LocalDate day) {
        return history.atEndOf(day).stream().map(this::monthly).reduce(Fraction.ZERO, Fraction::plus);
    }

    Map<Movement, Fraction> moved(Days days) {
        Map<Movement, Fraction> sums = new EnumMap<>(Movement.class);
        for (Movement movement : Movement.values()) {
            sums.put(movement, Fraction.ZERO);
        }
        steps(days).forEach(step -> sums.merge(step.movement(), step.amount(), Fraction::plus));
        return sums;
    }

    Stream<Step> steps(Days days) {
        return steps.subMap(days.first(), true, days.last(), true).values().stream()
                .flatMap(List::stream);
    }

    /** Customers that bring something, and what. */
    Map<String, Fraction> customers(LocalDate day) {
        Map<String, Fraction> found = new HashMap<>();
        history.atEndOf(day).forEach(fact -> {
            if (monthly(fact).signum() > 0) {
                found.merge(fact.customer(), monthly(fact), Fraction::plus);
            }
        });
        return found;
    }
}
