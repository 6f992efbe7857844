package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What time does to the subscriptions of a fake Stripe: trials end, periods end, payments are tried again after 3, 5, 7 and 14 days, and
 * then the subscription ends. An incomplete one expires after 23 hours.
 */
final class StripeTime {
    private static final long[] RETRY_DAYS = {3, 5, 7, 14};
    private static final long INCOMPLETE = 23 * 3600;
    private static final String RETRIES = "retries_of_fake";
    private static final String LATE_SINCE = "late_since_of_fake";
    private static final String NOTICED = "trial_noticed_of_fake";

    private final StripeStore store;
    private final StripeInvoices invoices;
    private final StripeSubscriptions subscriptions;
    private final StripeSchedules schedules;
    private final StripeEvents events;

    StripeTime(
            StripeStore store,
            StripeInvoices invoices,
            StripeSubscriptions subscriptions,
            StripeSchedules schedules,
            StripeEvents events) {
        this.store = store;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.schedules = schedules;
        this.events = events;
    }

    Optional<Instant> next(Instant end) {
        OptionalLong first = store.all("sub").stream().mapToLong(this::due).min();
        return first.isPresent() && first.getAsLong() <= end.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(Math.max(first.getAsLong(), store.now())))
                : Optional.empty();
    }

    private long due(ObjectNode subscription) {
        long periodEnd =
                StripeSubscriptions.item(subscription).get("current_period_end").asLong();
        return switch (subscription.get("status").asText()) {
            case "trialing" -> subscription.has(NOTICED) ? periodEnd : noticeAt(subscription);
            case "active" -> periodEnd;
            case "past_due" -> retryAt(subscription);
            case "incomplete" -> subscription.get("created").asLong() + INCOMPLETE;
            default -> Long.MAX_VALUE;
        };
    }

    private static long noticeAt(ObjectNode subscription) {
        return subscription.get("trial_end").asLong() - 3 * StripeSubscriptions.DAY;
    }

    private static long retryAt(ObjectNode subscription) {
        int tried = subscription.path(RETRIES).asInt();
        return subscription.get(LATE_SINCE).asLong() + RETRY_DAYS[tried] * StripeSubscriptions.DAY;
    }

    void happen() {
        for (ObjectNode subscription : List.copyOf(store.all("sub"))) {
            if (due(subscription) <= store.now()) {
                happenTo(subscription);
            }
        }
    }

    private void happenTo(ObjectNode subscription) {
        switch (subscription.get("status").asText()) {
            case "trialing" -> {
                if (subscription.has(NOTICED)) {
                    endTrial(subscription);
                } else {
                    subscription.put(NOTICED, true);
                    events.tell("customer.subscription.trial_will_end", subscription);
                }
            }
            case "active" -> endPeriod(subscription);
            case "past_due" -> retry(subscription);
            case "incomplete" -> {
                subscription.put("status", "incomplete_expired");
                events.tell("customer.subscription.updated", subscription);
            }
            default -> throw new IllegalStateException("nothing is due");
        }
    }

    private void endTrial(ObjectNode subscription) {
        ObjectNode customer = store.require("cus", subscription.get("customer").asText());
        if (customer.get("card").asText().equals("none")) {
            String missing = subscription
                    .at("/trial_settings/end_behavior/missing_payment_method")
                    .asText();
            if (missing.equals("cancel")) {
                subscriptions.end(subscription);
                return;
            } else if (missing.equals("pause")) {
                subscription.put("status", "paused");
                events.tell("customer.subscription.paused", subscription);
                return;
            }
        }
        renew(subscription);
    }

    private void endPeriod(ObjectNode subscription) {
        if (subscription.get("cancel_at_period_end").asBoolean()) {
            subscriptions.end(subscription);
        } else {
            schedules.follow(subscription);
            renew(subscription);
        }
    }

    private void renew(ObjectNode subscription) {
        ObjectNode item = StripeSubscriptions.item(subscription);
        long start = item.get("current_period_end").asLong();
        item.put("current_period_start", start);
        item.put(
                "current_period_end",
                StripeCatalogue.periodEnd(
                        StripeSubscriptions.price(item),
                        subscription.get("billing_cycle_anchor").asLong(),
                        start));
        boolean paid = invoices.bill(subscription, StripeSubscriptions.amount(item), "subscription_cycle");
        subscription.put("status", paid ? "active" : "past_due");
        if (!paid) {
            subscription.put(RETRIES, 0).put(LATE_SINCE, store.now());
        }
        events.tell("customer.subscription.updated", subscription);
    }

    private void retry(ObjectNode subscription) {
        ObjectNode invoice =
                store.require("in", subscription.get("latest_invoice").asText());
        if (invoices.pay(invoice)) {
            subscription.put("status", "active");
            events.tell("customer.subscription.updated", subscription);
            return;
        }
        int tried = subscription.get(RETRIES).asInt() + 1;
        if (tried == RETRY_DAYS.length) {
            subscriptions.end(subscription);
        } else {
            subscription.put(RETRIES, tried);
        }
    }
}
