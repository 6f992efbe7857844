package io.tenancy.testing.support.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The lives of the subscriptions that a fake keeps: trial, periods, payments tried again after 3, 5, 7 and 14 days, the end. Fakes tell
 * them in their provider's words. A subscription has {@code id}, {@code plan}, {@code amount} (minor units, of all of them),
 * {@code currency}, {@code unit}, {@code count}, {@code trialDays}, {@code reference}; and from here {@code status} (open, trialing,
 * active, past_due, ended), {@code created}, {@code begun}, {@code trialEnd}, {@code periodStart}, {@code periodEnd}, {@code endedAt} (seconds),
 * {@code endsWithPeriod}, {@code paidOnce}. Not thread-safe: a fake has its lock.
 */
public final class SubscriptionBook {
    private static final long DAY = 86_400;
    private static final long[] RETRY_DAYS = {3, 5, 7, 14};

    private final Map<String, ObjectNode> subscriptions = new LinkedHashMap<>();
    private final SettableClock clock;
    private final PaymentBook payments;
    private final Listener listener;
    private boolean cardsGood = true;

    /** Is told what happens. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Something happened.
         *
         * @param what begun, paid, failed, changed or ended
         * @param subscription to which
         * @param payment the payment, for paid and failed
         */
        void happened(String what, ObjectNode subscription, @Nullable ObjectNode payment);
    }

    /**
     * An empty book.
     *
     * @param clock the virtual time
     * @param payments where payments are written
     * @param listener is told
     */
    public SubscriptionBook(SettableClock clock, PaymentBook payments, Listener listener) {
        this.clock = clock;
        this.payments = payments;
        this.listener = listener;
    }

    /**
     * Whether payments succeed.
     *
     * @param good false: every card is declined
     */
    public void cardsAreGood(boolean good) {
        cardsGood = good;
    }

    /**
     * Writes one down that has not begun.
     *
     * @param terms what it is, with the names above
     * @return the same
     */
    public ObjectNode open(ObjectNode terms) {
        terms.put("status", "open")
                .put("created", now())
                .put("endsWithPeriod", false)
                .put("paidOnce", false);
        subscriptions.put(terms.get("id").asText(), terms);
        return terms;
    }

    /**
     * Begins it: with its trial, or with a payment.
     *
     * @param it the subscription
     */
    public void begin(ObjectNode it) {
        if (!it.get("status").asText().equals("open")) {
            return;
        }
        long trial = it.path("trialDays").asLong() * DAY;
        it.put("begun", now()).put("anchor", now() + trial).put("periodStart", now());
        listener.happened("begun", it, null);
        if (trial > 0) {
            it.put("status", "trialing").put("trialEnd", now() + trial).put("periodEnd", now() + trial);
        } else {
            renew(it);
        }
    }

    /**
     * Moves the end of a trial.
     *
     * @param it the subscription
     * @param end seconds
     */
    public void moveTrial(ObjectNode it, long end) {
        it.put("trialEnd", end).put("periodEnd", end).put("anchor", end);
        listener.happened("changed", it, null);
    }

    /**
     * Tells of a change that the fake has made.
     *
     * @param it the subscription
     */
    public void changed(ObjectNode it) {
        listener.happened("changed", it, null);
    }

    /**
     * Ends it now.
     *
     * @param it the subscription
     */
    public void end(ObjectNode it) {
        if (it.get("status").asText().equals("ended")) {
            throw new ProviderRefusal(422, "invalid", "SUBSCRIPTION_STATUS_INVALID", "it has ended");
        }
        it.put("status", "ended").put("endedAt", now());
        listener.happened("ended", it, null);
    }

    /**
     * One that must be there.
     *
     * @param id its id
     * @return the subscription
     * @throws ProviderRefusal with 404 if there is none
     */
    public ObjectNode require(String id) {
        ObjectNode it = subscriptions.get(id);
        if (it == null) {
            throw new ProviderRefusal(404, "not_found", "RESOURCE_NOT_FOUND", "subscription not found");
        }
        return it;
    }

    /**
     * All of them.
     *
     * @return in order
     */
    public List<ObjectNode> all() {
        return List.copyOf(subscriptions.values());
    }

    Optional<Instant> next(Instant end) {
        OptionalLong first =
                subscriptions.values().stream().mapToLong(SubscriptionBook::due).min();
        return first.isPresent() && first.getAsLong() <= end.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(Math.max(first.getAsLong(), now())))
                : Optional.empty();
    }

    void happen() {
        for (ObjectNode it : all()) {
            if (due(it) <= now()) {
                if (it.get("status").asText().equals("past_due")) {
                    retry(it);
                } else if (it.get("endsWithPeriod").asBoolean()) {
                    end(it);
                } else {
                    it.put("periodStart", it.get("periodEnd").asLong());
                    renew(it);
                }
            }
        }
    }

    private static long due(ObjectNode it) {
        return switch (it.get("status").asText()) {
            case "trialing", "active" -> it.get("periodEnd").asLong();
            case "past_due" ->
                it.get("lateSince").asLong() + RETRY_DAYS[it.get("tried").asInt()] * DAY;
            default -> Long.MAX_VALUE;
        };
    }

    /** Charges for the period that begins. */
    private void renew(ObjectNode it) {
        it.put("periodEnd", periodEnd(it));
        if (!charge(it)) {
            it.put("lateSince", now()).put("tried", 0);
        }
    }

    private void retry(ObjectNode it) {
        if (charge(it)) {
            return;
        }
        int tried = it.get("tried").asInt() + 1;
        if (tried == RETRY_DAYS.length) {
            end(it);
        } else {
            it.put("tried", tried);
        }
    }

    private boolean charge(ObjectNode it) {
        ObjectNode payment = payments.pay(
                it.get("amount").asLong(),
                it.get("currency").asText(),
                it.path("reference").asText(),
                it.get("id").asText(),
                cardsGood);
        it.put("status", cardsGood ? "active" : "past_due");
        it.put("paidOnce", cardsGood || it.get("paidOnce").asBoolean());
        listener.happened(cardsGood ? "paid" : "failed", it, payment);
        return cardsGood;
    }

    /** Always reckoned from the anchor: Jan 31, Feb 28, Mar 31. */
    private static long periodEnd(ObjectNode it) {
        int count = it.get("count").asInt();
        Period one = switch (it.get("unit").asText()) {
            case "day" -> Period.ofDays(count);
            case "week" -> Period.ofWeeks(count);
            case "year" -> Period.ofYears(count);
            default -> Period.ofMonths(count);
        };
        var anchor = Instant.ofEpochSecond(it.get("anchor").asLong()).atZone(ZoneOffset.UTC);
        int periods = 1;
        while (anchor.plus(one.multipliedBy(periods)).toEpochSecond()
                <= it.get("periodStart").asLong()) {
            periods++;
        }
        return anchor.plus(one.multipliedBy(periods)).toEpochSecond();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
