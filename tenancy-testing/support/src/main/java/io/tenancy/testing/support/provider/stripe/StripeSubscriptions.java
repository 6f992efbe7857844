package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.ProviderRefusal;

/** Subscriptions of a fake Stripe, as far as requests change them; what time does to them is {@link StripeTime}'s. */
final class StripeSubscriptions {
    static final long DAY = 86_400;

    private final StripeStore store;
    private final StripeInvoices invoices;
    private final StripeEvents events;

    StripeSubscriptions(StripeStore store, StripeInvoices invoices, StripeEvents events) {
        this.store = store;
        this.invoices = invoices;
        this.events = events;
    }

    ObjectNode create(ObjectNode form) {
        ObjectNode customer = store.require("cus", StripeStore.required(form, "customer"));
        JsonNode wanted = form.path("items").path("0");
        ObjectNode price = store.require("price", StripeStore.required(wanted, "price"));
        ObjectNode subscription = store.make("subscription", "sub");
        StripeStore.metadata(subscription, form);
        subscription.put("customer", customer.get("id").asText());
        subscription.put("currency", price.get("currency").asText());
        subscription.put("cancel_at_period_end", false).putNull("canceled_at").putNull("ended_at");
        subscription
                .putNull("trial_end")
                .putNull("trial_start")
                .putNull("schedule")
                .putNull("pending_update");
        subscription.putObject("billing_mode").put("type", "flexible");
        subscription.put("start_date", store.now()).put("billing_cycle_anchor", store.now());
        String missing = StripeStore.text(form.path("trial_settings").path("end_behavior"), "missing_payment_method");
        subscription
                .putObject("trial_settings")
                .putObject("end_behavior")
                .put("missing_payment_method", missing.isEmpty() ? "create_invoice" : missing);
        ObjectNode items = subscription.putObject("items");
        items.put("object", "list").put("has_more", false).put("url", "/v1/subscription_items");
        ObjectNode item = items.putArray("data").addObject();
        item.put("id", store.nextId("si")).put("object", "subscription_item").put("created", store.now());
        item.put("subscription", subscription.get("id").asText());
        item.set("price", price);
        String quantity = StripeStore.text(wanted, "quantity");
        item.put("quantity", quantity.isEmpty() ? 1 : Long.parseLong(quantity));
        begin(subscription, item, StripeStore.text(form, "trial_period_days"));
        events.tell("customer.subscription.created", subscription);
        return subscription;
    }

    private void begin(ObjectNode subscription, ObjectNode item, String trialDays) {
        long now = store.now();
        item.put("current_period_start", now);
        if (!trialDays.isEmpty() && Long.parseLong(trialDays) > 0) {
            long end = now + Long.parseLong(trialDays) * DAY;
            subscription.put("trial_start", now).put("trial_end", end).put("billing_cycle_anchor", end);
            item.put("current_period_end", end);
            subscription.put("status", "trialing");
            boolean unused = invoices.bill(subscription, 0, "subscription_create");
            return;
        }
        item.put("current_period_end", StripeCatalogue.periodEnd(price(item), now, now));
        boolean paid = invoices.bill(subscription, amount(item), "subscription_create");
        subscription.put("status", paid ? "active" : "incomplete");
    }

    ObjectNode update(String id, ObjectNode form) {
        ObjectNode subscription = living(id);
        StripeStore.metadata(subscription, form);
        String atEnd = StripeStore.text(form, "cancel_at_period_end");
        if (!atEnd.isEmpty()) {
            subscription.put("cancel_at_period_end", Boolean.parseBoolean(atEnd));
        }
        String trialEnd = StripeStore.text(form, "trial_end");
        if (!trialEnd.isEmpty()) {
            long end = trialEnd.equals("now") ? store.now() : Long.parseLong(trialEnd);
            subscription.put("trial_end", end).put("billing_cycle_anchor", end);
            item(subscription).put("current_period_end", end);
        }
        JsonNode wanted = form.path("items").path("0");
        if (!wanted.isMissingNode()) {
            change(subscription, wanted, form);
        }
        events.tell("customer.subscription.updated", subscription);
        return subscription;
    }

    private void change(ObjectNode subscription, JsonNode wanted, JsonNode form) {
        ObjectNode item = item(subscription);
        if (!item.get("id").asText().equals(StripeStore.text(wanted, "id"))) {
            throw new ProviderRefusal(
                    400, "invalid_request_error", "parameter_invalid", "The price was added beside the old one");
        }
        ObjectNode price = store.require("price", StripeStore.required(wanted, "price"));
        long due = due(subscription, price, wanted, StripeStore.text(form, "proration_date"));
        boolean bills = StripeStore.text(form, "proration_behavior").equals("always_invoice");
        if (bills && due > 0 && !invoices.bill(subscription, due, "subscription_update")) {
            if (StripeStore.text(form, "payment_behavior").equals("pending_if_incomplete")) {
                subscription.putObject("pending_update").put("expires_at", store.now() + 23 * 3600);
                return;
            }
            subscription.put("status", "past_due");
        }
        putPrice(item, price, quantity(wanted, item));
    }

    /** What the change of this instant costs: the rest of the period at the new price, less the rest at the old one. */
    long due(ObjectNode subscription, ObjectNode price, JsonNode wanted, String asOf) {
        ObjectNode item = item(subscription);
        if (subscription.get("status").asText().equals("trialing")) {
            return 0;
        }
        long at = asOf.isEmpty() ? store.now() : Long.parseLong(asOf);
        long start = item.get("current_period_start").asLong();
        long end = item.get("current_period_end").asLong();
        long left = Math.max(0, end - at);
        long credit = Math.round((double) amount(item) * left / (end - start));
        long debit =
                Math.round((double) price.get("unit_amount").asLong() * quantity(wanted, item) * left / (end - start));
        return debit - credit;
    }

    static void putPrice(ObjectNode item, ObjectNode price, long quantity) {
        item.set("price", price);
        item.put("quantity", quantity);
    }

    private static long quantity(JsonNode wanted, ObjectNode item) {
        String quantity = StripeStore.text(wanted, "quantity");
        return quantity.isEmpty() ? item.get("quantity").asLong() : Long.parseLong(quantity);
    }

    ObjectNode end(String id) {
        ObjectNode subscription = living(id);
        end(subscription);
        return subscription;
    }

    void end(ObjectNode subscription) {
        subscription.put("status", "canceled").put("canceled_at", store.now()).put("ended_at", store.now());
        events.tell("customer.subscription.deleted", subscription);
    }

    private ObjectNode living(String id) {
        ObjectNode subscription = store.require("sub", id);
        String status = subscription.get("status").asText();
        if (status.equals("canceled") || status.equals("incomplete_expired")) {
            throw new ProviderRefusal(404, "invalid_request_error", "resource_missing", "No such subscription: " + id);
        }
        return subscription;
    }

    static ObjectNode item(ObjectNode subscription) {
        return (ObjectNode) subscription.get("items").get("data").get(0);
    }

    static ObjectNode price(ObjectNode item) {
        return (ObjectNode) item.get("price");
    }

    static long amount(ObjectNode item) {
        return item.get("price").get("unit_amount").asLong()
                * item.get("quantity").asLong();
    }
}
