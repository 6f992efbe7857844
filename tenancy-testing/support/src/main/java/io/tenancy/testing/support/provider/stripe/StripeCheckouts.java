package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.ProviderRefusal;

/** Checkout and portal pages of a fake Stripe, and the person who pays there. */
final class StripeCheckouts {
    private final StripeStore store;
    private final StripeCatalogue catalogue;
    private final StripeSubscriptions subscriptions;
    private final StripeEvents events;

    StripeCheckouts(
            StripeStore store, StripeCatalogue catalogue, StripeSubscriptions subscriptions, StripeEvents events) {
        this.store = store;
        this.catalogue = catalogue;
        this.subscriptions = subscriptions;
        this.events = events;
    }

    ObjectNode create(ObjectNode form) {
        ObjectNode unused = store.require(
                "price", StripeStore.required(form.path("line_items").path("0"), "price"));
        ObjectNode page = store.make("checkout.session", "cs_test");
        page.put("mode", StripeStore.required(form, "mode"))
                .put("status", "open")
                .put("payment_status", "unpaid");
        page.put("success_url", StripeStore.required(form, "success_url"));
        page.put("customer", StripeStore.text(form, "customer").isEmpty() ? null : StripeStore.text(form, "customer"));
        page.put("client_reference_id", StripeStore.text(form, "client_reference_id"));
        page.put("expires_at", store.now() + StripeSubscriptions.DAY).putNull("subscription");
        page.put("url", "https://checkout.stripe.com/c/pay/" + page.get("id").asText() + "#secretOfTheFake");
        page.set("asked_of_fake", form);
        StripeStore.metadata(page, form);
        return page;
    }

    String complete(String id) {
        ObjectNode page = store.require("cs_test", id);
        if (!page.get("status").asText().equals("open")) {
            throw new ProviderRefusal(400, "invalid_request_error", "not_open", "The page is " + page.get("status"));
        }
        ObjectNode asked = (ObjectNode) page.get("asked_of_fake");
        if (page.get("customer").isNull()) {
            page.put("customer", catalogue.createCustomer(asked).get("id").asText());
        }
        ObjectNode form = asked.deepCopy().retain("subscription_data");
        form.put("customer", page.get("customer").asText());
        form.set("items", asked.get("line_items"));
        ObjectNode data = (ObjectNode) asked.path("subscription_data");
        data.properties().forEach(entry -> form.set(entry.getKey(), entry.getValue()));
        ObjectNode subscription = subscriptions.create(form);
        page.put("status", "complete").put("payment_status", "paid");
        page.put("subscription", subscription.get("id").asText());
        events.tell("checkout.session.completed", page);
        return subscription.get("id").asText();
    }

    ObjectNode portal(ObjectNode form) {
        ObjectNode unused = store.require("cus", StripeStore.required(form, "customer"));
        ObjectNode page = store.make("billing_portal.session", "bps");
        page.put("customer", StripeStore.text(form, "customer"));
        page.put(
                "url",
                "https://billing.stripe.com/p/session/test_secretOfTheFake"
                        + page.get("id").asText());
        page.put("return_url", StripeStore.text(form, "return_url"));
        return page;
    }
}
