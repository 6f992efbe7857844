package io.tenancy.billing.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When trials began, ended and were paid for. */
final class Trials {
    /** One trial; not ended and not converted yet where null. */
    record Trial(
            LocalDate began,
            @Nullable LocalDate ended,
            @Nullable LocalDate converted) {}

    private final List<Trial> trials;

    Trials(History history) {
        trials = history.subscriptions().stream()
                .flatMap(states -> of(history, states))
                .toList();
    }

    private static Stream<Trial> of(History history, List<SubscriptionFact> states) {
        Stream.Builder<Trial> found = Stream.builder();
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).isTrial() && (i == 0 || !states.get(i - 1).isTrial())) {
                found.add(trial(history, states, i));
            }
        }
        return found.build();
    }

    private static Trial trial(History history, List<SubscriptionFact> states, int first) {
        LocalDate began = history.day(states.get(first).at());
        List<SubscriptionFact> later = states.subList(first, states.size());
        Optional<Instant> over = later.stream()
                .filter(state -> !state.isTrial())
                .map(SubscriptionFact::at)
                .findFirst();
        if (over.isEmpty()) {
            return new Trial(began, null, null);
        }
        Instant end = later.stream()
                .filter(state -> state.status().isTerminal())
                .map(SubscriptionFact::at)
                .findFirst()
                .orElse(Instant.MAX);
        LocalDate converted = history.invoices().stream()
                .filter(paid -> paid.subscription().equals(states.get(0).subscription()))
                .filter(paid -> paid.amount().amountMinor() > 0)
                .map(InvoicePaid::at)
                .filter(at -> !at.isBefore(over.get()) && at.isBefore(end))
                .min(Comparator.naturalOrder())
                .map(history::day)
                .orElse(null);
        return new Trial(began, history.day(over.get()), converted);
    }

    long ended(Days days) {
        return trials.stream().filter(trial -> within(days, trial.ended())).count();
    }

    long converted(Days days) {
        return trials.stream().filter(trial -> within(days, trial.converted())).count();
    }

    long begun(Days days) {
        return trials.stream().filter(trial -> within(days, trial.began())).count();
    }

    /** Of those that began in these days, however long it took. */
    long convertedOfBegun(Days days, LocalDate asOf) {
        return trials.stream()
                .filter(trial -> within(days, trial.began()))
                .filter(trial -> trial.converted() != null && !trial.converted().isAfter(asOf))
                .count();
    }

    private static boolean within(Days days, @Nullable LocalDate day) {
        return day != null && days.contains(day);
    }
}
