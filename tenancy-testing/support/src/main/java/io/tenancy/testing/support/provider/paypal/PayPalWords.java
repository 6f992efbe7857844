package io.tenancy.testing.support.provider.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.PaymentBook;
import java.time.Instant;

/** Says things as PayPal says them. Stateless. */
final class PayPalWords {
    private PayPalWords() {}

    static ObjectNode subscription(ObjectNode it, ObjectNode plan) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        String status = it.get("status").asText();
        said.put("id", it.get("id").asText()).put("plan_id", it.get("plan").asText());
        said.put("custom_id", it.get("reference").asText());
        said.put("quantity", it.get("quantity").asText());
        said.put("create_time", time(it.get("created")));
        said.put("start_time", it.has("start") ? it.get("start").asText() : time(it.get("created")));
        said.put(
                "status",
                it.has("forced")
                        ? it.get("forced").asText()
                        : switch (status) {
                            case "open" -> "APPROVAL_PENDING";
                            case "ended" -> "CANCELLED";
                            default -> "ACTIVE";
                        });
        if (it.has("endedAt")) {
            said.put("status_update_time", time(it.get("endedAt")));
        }
        ObjectNode billing = said.putObject("billing_info");
        billing.put(
                "failed_payments_count",
                status.equals("past_due") ? 1 + it.path("tried").asInt() : 0);
        if (it.has("periodEnd")) {
            billing.put("next_billing_time", time(it.get("periodEnd")));
        }
        said.set("plan", plan.deepCopy());
        ObjectNode approve = said.putArray("links").addObject().put("rel", "approve");
        approve.put("href", "https://www.sandbox.paypal.com/webapps/billing/subscriptions?ba_token=BA-SECRETOFTHEFAKE");
        return said;
    }

    static ObjectNode sale(ObjectNode it) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        long refunded = it.get("refunded").asLong();
        said.put("id", it.get("id").asText()).put("custom", it.get("reference").asText());
        said.put("billing_agreement_id", it.get("subscription").asText());
        said.set("amount", amount(it));
        if (!it.get("paid").asBoolean()) {
            return said.put("state", "denied");
        }
        return said.put(
                "state",
                refunded == 0
                        ? "completed"
                        : refunded == it.get("amount").asLong() ? "refunded" : "partially_refunded");
    }

    static ObjectNode amount(ObjectNode it) {
        String currency = it.get("currency").asText();
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "total",
                        PaymentBook.decimal(it.get("amount").asLong(), currency).toPlainString())
                .put("currency", currency);
    }

    static String time(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.asLong()).toString();
    }
}
