package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.ProviderRefusal;
import io.tenancy.testing.support.provider.ProviderRequest;
import java.util.HashSet;
import java.util.Set;

/** Which request of Stripe's API does what in the fake. */
final class StripeRoutes {
    private final StripeStore store;
    private final StripeCatalogue catalogue;
    private final StripeInvoices invoices;
    private final StripeSubscriptions subscriptions;
    private final StripeSchedules schedules;
    private final StripeCheckouts checkouts;

    StripeRoutes(
            StripeStore store,
            StripeCatalogue catalogue,
            StripeInvoices invoices,
            StripeSubscriptions subscriptions,
            StripeSchedules schedules,
            StripeCheckouts checkouts) {
        this.store = store;
        this.catalogue = catalogue;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.schedules = schedules;
        this.checkouts = checkouts;
    }

    ObjectNode answer(ProviderRequest request) {
        ObjectNode form = request.form();
        String id = request.part(2);
        String path = request.path();
        // Paths of three parts are one object, of two a collection; what is asked about is the second.
        String what = request.method() + " " + request.part(1)
                + (id.isEmpty() ? "" : " *")
                + (request.part(3).isEmpty() ? "" : " " + request.part(3));
        return switch (what) {
            case "GET account", "GET balance" -> account();
            case "POST customers" -> catalogue.createCustomer(form);
            case "GET customers *" -> id.equals("search") ? search("cus", path, form) : store.require("cus", id);
            case "POST customers * balance_transactions" -> catalogue.credit(id, form);
            case "POST products" -> catalogue.createProduct(form);
            case "GET products *" -> store.require("prod", id);
            case "POST prices" -> catalogue.createPrice(form);
            case "GET prices" -> prices(path, form);
            case "GET prices *" -> store.require("price", id);
            case "POST subscriptions" -> subscriptions.create(form);
            case "GET subscriptions" -> store.list("sub", path, sub -> belongs(sub, form, "customer"));
            case "GET subscriptions *" -> expanded(store.require("sub", id), form);
            case "POST subscriptions *" -> expanded(subscriptions.update(id, form), form);
            case "DELETE subscriptions *" -> subscriptions.end(id);
            case "POST subscription_schedules" -> schedules.create(form);
            case "GET subscription_schedules *" -> store.require("sub_sched", id);
            case "POST subscription_schedules *" -> schedules.update(id, form);
            case "POST subscription_schedules * release" -> schedules.release(id);
            case "POST checkout *" -> checkouts.create(form);
            case "GET checkout *" -> store.list("cs_test", path, page -> belongs(page, form, "customer"));
            case "POST billing_portal *" -> checkouts.portal(form);
            case "POST invoices *" -> preview(form);
            case "GET invoices" -> store.list("in", path, invoice -> belongs(invoice, form, "customer"));
            case "GET invoices *" -> store.require("in", id);
            case "GET payment_intents *" -> store.require("pi", id);
            case "POST refunds" -> invoices.refund(form);
            case "GET refunds" -> store.list("re", path, refund -> belongs(refund, form, "payment_intent"));
            case "GET refunds *" -> store.require("re", id);
            case "POST billing *" -> meterEvent(form);
            default -> deeper(request, what);
        };
    }

    private ObjectNode deeper(ProviderRequest request, String what) {
        if (what.startsWith("GET checkout * ")) {
            return store.require("cs_test", request.part(3));
        }
        throw new ProviderRefusal(
                404, "invalid_request_error", "unrecognized_request", "The fake does not know " + what);
    }

    private static boolean belongs(ObjectNode object, JsonNode form, String name) {
        String wanted = StripeStore.text(form, name);
        return wanted.isEmpty() || object.path(name).asText().equals(wanted);
    }

    private static ObjectNode account() {
        ObjectNode account = JsonNodeFactory.instance.objectNode();
        return account.put("id", "acct_fakeOfStripe").put("object", "account").put("country", "US");
    }

    private ObjectNode prices(String path, JsonNode form) {
        Set<String> keys = new HashSet<>();
        form.path("lookup_keys").forEach(key -> keys.add(key.asText()));
        return store.list(
                "price",
                path,
                price ->
                        keys.isEmpty() || keys.contains(price.path("lookup_key").asText()));
    }

    /** Knows {@code metadata['name']:'value'}, and that the real one's index is behind by some seconds it does not. */
    private ObjectNode search(String prefix, String path, JsonNode form) {
        String[] parts = StripeStore.text(form, "query").split("'", -1);
        ObjectNode found = store.list(
                prefix,
                path,
                object -> object.path("metadata").path(parts[1]).asText().equals(parts[3]));
        return found.put("object", "search_result");
    }

    private ObjectNode expanded(ObjectNode subscription, JsonNode form) {
        ObjectNode copy = subscription.deepCopy();
        form.path("expand").forEach(field -> {
            if (field.asText().equals("schedule") && !copy.get("schedule").isNull()) {
                copy.set(
                        "schedule",
                        store.require("sub_sched", copy.get("schedule").asText()));
            }
        });
        return copy;
    }

    private ObjectNode preview(ObjectNode form) {
        ObjectNode subscription = store.require("sub", StripeStore.required(form, "subscription"));
        JsonNode details = form.path("subscription_details");
        JsonNode wanted = details.path("items").path("0");
        ObjectNode price = store.require("price", StripeStore.required(wanted, "price"));
        return invoices.preview(
                subscriptions.due(subscription, price, wanted, StripeStore.text(details, "proration_date")),
                price.get("currency").asText());
    }

    private ObjectNode meterEvent(ObjectNode form) {
        String identifier = StripeStore.required(form, "identifier");
        if (store.has("mtr_event", identifier)) {
            throw new ProviderRefusal(
                    400, "invalid_request_error", "duplicate_meter_event", "An event already exists with identifier");
        }
        ObjectNode event = store.make("billing.meter_event", "mtr_event", identifier);
        event.put("event_name", StripeStore.required(form, "event_name")).put("identifier", identifier);
        event.set("payload", form.path("payload"));
        event.put("timestamp", Long.parseLong(StripeStore.required(form, "timestamp")));
        event.remove("id");
        return event;
    }
}
