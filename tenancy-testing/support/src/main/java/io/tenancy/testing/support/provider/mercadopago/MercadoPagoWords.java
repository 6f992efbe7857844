package io.tenancy.testing.support.provider.mercadopago;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.PaymentBook;
import io.tenancy.testing.support.provider.Signing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Says things as Mercado Pago says them. Stateless. */
final class MercadoPagoWords {
    private MercadoPagoWords() {}

    static ObjectNode subscription(ObjectNode it) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        said.put("id", it.get("id").asText()).put("version", it.path("version").asInt());
        said.put("reason", it.get("plan").asText()).put("payer_id", 20202020);
        said.put("external_reference", it.get("reference").asText());
        said.put("init_point", it.get("page").asText());
        said.put("date_created", time(it.get("created")));
        said.put("last_modified", time(it.has("endedAt") ? it.get("endedAt") : it.get("created")));
        if (it.has("periodEnd")) {
            said.put("next_payment_date", time(it.get("periodEnd")));
        }
        said.put(
                "status",
                it.has("forced")
                        ? it.get("forced").asText()
                        : switch (it.get("status").asText()) {
                            case "open" -> "pending";
                            case "ended" -> "cancelled";
                            default -> "authorized";
                        });
        ObjectNode terms = (ObjectNode) it.get("terms").deepCopy();
        String currency = it.get("currency").asText();
        terms.put("transaction_amount", PaymentBook.decimal(it.get("amount").asLong(), currency));
        said.set("auto_recurring", terms);
        return said;
    }

    static ObjectNode payment(ObjectNode it) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        String currency = it.get("currency").asText();
        boolean all = it.get("refunded").asLong() == it.get("amount").asLong();
        said.put("id", it.get("id").asLong()).put("currency_id", currency);
        said.put("status", !it.get("paid").asBoolean() ? "rejected" : all ? "refunded" : "approved");
        said.put("transaction_amount", PaymentBook.decimal(it.get("amount").asLong(), currency));
        said.put(
                "transaction_amount_refunded",
                PaymentBook.decimal(it.get("refunded").asLong(), currency));
        said.put("external_reference", it.get("reference").asText());
        said.putObject("point_of_interaction")
                .putObject("transaction_data")
                .put("subscription_id", it.get("subscription").asText());
        return said;
    }

    /** The charge of a subscription that a payment was tried for; a failed one is tried again. */
    static ObjectNode charge(ObjectNode it) {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        String currency = it.get("currency").asText();
        said.put("id", it.get("id").asLong()).put("currency_id", currency);
        said.put("preapproval_id", it.get("subscription").asText());
        said.put("transaction_amount", PaymentBook.decimal(it.get("amount").asLong(), currency));
        said.put("status", it.get("paid").asBoolean() ? "processed" : "recycling");
        said.putObject("payment").put("status", it.get("paid").asBoolean() ? "approved" : "rejected");
        return said;
    }

    static String time(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.asLong()).toString().replace("Z", ".000Z");
    }

    static EmittedWebhook event(String type, String id, String requestId, Instant at, String secret) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("action", type + ".updated").put("type", type).put("live_mode", false);
        body.putObject("data").put("id", id);
        EmittedWebhook unsigned = new EmittedWebhook(
                requestId,
                type,
                "POST",
                "data.id=" + id + "&type=" + type,
                Map.of("x-request-id", requestId),
                body.toString().getBytes(StandardCharsets.UTF_8));
        return sign(unsigned, at, secret);
    }

    static EmittedWebhook sign(EmittedWebhook webhook, Instant at, String secret) {
        String id =
                webhook.query().substring("data.id=".length(), webhook.query().indexOf('&'));
        String manifest = "id:" + id + ";request-id:" + webhook.id() + ";ts:" + at.getEpochSecond() + ";";
        String v1 = Signing.hex("HmacSHA256", secret, manifest.getBytes(StandardCharsets.UTF_8));
        return new EmittedWebhook(
                webhook.id(),
                webhook.type(),
                webhook.method(),
                webhook.query(),
                Map.of("x-request-id", webhook.id(), "x-signature", "ts=" + at.getEpochSecond() + ",v1=" + v1),
                webhook.body());
    }
}
