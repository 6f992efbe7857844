package io.tenancy.testing.support.provider.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.PaymentBook;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Says things as Flow says them. Stateless. */
final class FlowWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("America/Santiago"));

    private FlowWords() {}

    static ObjectNode subscription(ObjectNode it) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        String status = it.get("status").asText();
        said.put("subscriptionId", it.get("id").asText());
        said.put("planId", it.get("plan").asText());
        said.put("customerId", it.get("customer").asText());
        said.put("created", time(it.get("created")));
        said.put("period_start", time(it.path("periodStart")));
        said.put("period_end", time(it.path("periodEnd")));
        said.put("trial_end", time(it.path("trialEnd")));
        said.put("cancel_at_period_end", it.get("endsWithPeriod").asBoolean() ? 1 : 0);
        said.put("cancel_at", time(it.path("endedAt")));
        said.put(
                "status",
                switch (status) {
                    case "trialing" -> 2;
                    case "ended" -> 4;
                    default -> 1;
                });
        said.put(
                "morose",
                switch (status) {
                    case "past_due" -> 1;
                    case "open" -> 2;
                    default -> 0;
                });
        if (it.has("forced")) {
            said.put("status", it.get("forced").asText());
        }
        if (it.get("paidOnce").asBoolean()) {
            said.putArray("invoices").addObject().put("status", 1);
        }
        return said;
    }

    static ObjectNode payment(ObjectNode it) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        said.put("flowOrder", it.get("id").asLong());
        said.put(
                "commerceOrder",
                it.get("subscription").asText() + "-" + it.get("id").asText());
        said.put("status", it.get("paid").asBoolean() ? 2 : 3);
        String currency = it.get("currency").asText();
        said.put("currency", currency);
        said.put(
                "amount",
                PaymentBook.decimal(it.get("amount").asLong(), currency).toPlainString());
        said.put("payer", "payer@example.org");
        return said;
    }

    private static String time(JsonNode seconds) {
        return seconds.isNumber() ? TIME.format(Instant.ofEpochSecond(seconds.asLong())) : "";
    }
}
