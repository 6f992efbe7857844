package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.ProviderRefusal;

/** Subscription schedules of a fake Stripe: what is to become of a subscription when its period ends. */
final class StripeSchedules {
    private final StripeStore store;
    private final StripeEvents events;

    StripeSchedules(StripeStore store, StripeEvents events) {
        this.store = store;
        this.events = events;
    }

    ObjectNode create(ObjectNode form) {
        ObjectNode subscription = store.require("sub", StripeStore.required(form, "from_subscription"));
        if (!subscription.get("schedule").isNull()) {
            throw new ProviderRefusal(
                    400, "invalid_request_error", "resource_already_exists", "The subscription has a schedule");
        }
        ObjectNode schedule = store.make("subscription_schedule", "sub_sched");
        schedule.put("status", "active")
                .put("subscription", subscription.get("id").asText());
        schedule.put("customer", subscription.get("customer").asText()).put("end_behavior", "release");
        ObjectNode item = StripeSubscriptions.item(subscription);
        ObjectNode phase = schedule.putArray("phases").addObject();
        phase.put("start_date", item.get("current_period_start").asLong());
        phase.put("end_date", item.get("current_period_end").asLong());
        phase.putArray("items")
                .addObject()
                .put("price", item.get("price").get("id").asText())
                .put("quantity", item.get("quantity").asLong());
        subscription.put("schedule", schedule.get("id").asText());
        return schedule;
    }

    ObjectNode update(String id, ObjectNode form) {
        ObjectNode schedule = store.require("sub_sched", id);
        var phases = schedule.putArray("phases");
        form.path("phases").forEach(wanted -> phases.add(phase(wanted)));
        events.tell("subscription_schedule.updated", schedule);
        return schedule;
    }

    private ObjectNode phase(JsonNode wanted) {
        ObjectNode phase = wanted.deepCopy();
        JsonNode item = wanted.path("items").path("0");
        ObjectNode price = store.require("price", StripeStore.required(item, "price"));
        phase.remove("items");
        String quantity = StripeStore.text(item, "quantity");
        phase.putArray("items")
                .addObject()
                .put("price", price.get("id").asText())
                .put("quantity", quantity.isEmpty() ? 1 : Long.parseLong(quantity));
        for (String date : new String[] {"start_date", "end_date"}) {
            String value = StripeStore.text(wanted, date);
            if (!value.isEmpty()) {
                phase.put(date, Long.parseLong(value));
            }
        }
        return phase;
    }

    ObjectNode release(String id) {
        ObjectNode schedule = store.require("sub_sched", id);
        schedule.put("status", "released");
        store.require("sub", schedule.get("subscription").asText()).putNull("schedule");
        return schedule;
    }

    /** Applies the next phase of a subscription whose period is over. */
    void follow(ObjectNode subscription) {
        if (subscription.get("schedule").isNull()) {
            return;
        }
        ObjectNode schedule =
                store.require("sub_sched", subscription.get("schedule").asText());
        JsonNode next = schedule.get("phases").path(1).path("items").path(0);
        if (!next.isMissingNode()) {
            StripeSubscriptions.putPrice(
                    StripeSubscriptions.item(subscription),
                    store.require("price", next.get("price").asText()),
                    next.get("quantity").asLong());
        }
        ObjectNode unused = release(schedule.get("id").asText());
    }
}
