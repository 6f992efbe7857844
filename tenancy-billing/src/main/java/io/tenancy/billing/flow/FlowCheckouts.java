package io.tenancy.billing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A page where a card is put down, for a subscription that begins with it. Flow keeps our reference with customers only, so each checkout
 * makes a customer of its own, and that customer is the page's id. Thread-safe.
 */
final class FlowCheckouts {
    private static final int LIST = 100;

    private final FlowClient client;

    FlowCheckouts(FlowClient client) {
        this.client = client;
    }

    GatewayAnswer<CheckoutPage> open(CheckoutOrder order, OperationKey key) {
        if (order.quantity() != 1) {
            return new GatewayAnswer.Refused<>(Reason.REQUEST, "quantity_not_supported");
        }
        Map<String, String> customer = Map.of("name", order.email(), "email", order.email(), "externalId", key.text());
        return GatewayHttp.read(client.post("/customer/create", customer), true, body -> required(body, "customerId"))
                .then(id -> GatewayHttp.laterStep(page(order, id)));
    }

    private GatewayAnswer<CheckoutPage> page(CheckoutOrder order, String customer) {
        Map<String, String> register =
                Map.of("customerId", customer, "url_return", order.success().toString());
        GatewayAnswer<SecretUrl> page = GatewayHttp.read(
                client.post("/customer/register", register),
                true,
                body -> SecretUrl.of(required(body, "url") + "?token=" + required(body, "token")));
        return page.then(url -> begin(order, customer).map(begun -> new CheckoutPage(customer, url, null)));
    }

    private GatewayAnswer<JsonNode> begin(CheckoutOrder order, String customer) {
        Map<String, String> values = new TreeMap<>(Map.of("planId", order.priceId(), "customerId", customer));
        if (order.trialDays() > 0) {
            values.put("trial_period_days", Integer.toString(order.trialDays()));
        }
        return GatewayHttp.laterStep(client.post("/subscription/create", values));
    }

    /** The customer that an operation made; Flow lists the newest first and knows no question about references. */
    GatewayAnswer<Optional<String>> find(OperationKey key) {
        return find(key, 0);
    }

    private GatewayAnswer<Optional<String>> find(OperationKey key, int start) {
        Map<String, String> page = Map.of("start", Integer.toString(start), "limit", Integer.toString(LIST));
        return client.get("/customer/list", page).then(body -> {
            for (JsonNode customer : body.path("data")) {
                if (customer.path("externalId").asText().equals(key.text())) {
                    return GatewayAnswer.done(
                            Optional.of(customer.path("customerId").asText()));
                }
            }
            return body.path("hasMore").asInt() == 1 && body.path("data").size() > 0
                    ? find(key, start + LIST)
                    : GatewayAnswer.done(Optional.empty());
        });
    }

    private static String required(JsonNode body, String name) {
        String value = body.path(name).asText();
        if (value.isEmpty()) {
            throw new IllegalStateException("no " + name);
        }
        return value;
    }
}
