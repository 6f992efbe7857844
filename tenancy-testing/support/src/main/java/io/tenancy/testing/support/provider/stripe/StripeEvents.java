package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.Signing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Tells what happened, signed as Stripe signs. */
final class StripeEvents {
    static final String API_VERSION = "2026-07-29.dahlia";

    private final StripeStore store;
    private final String secret;
    private final Consumer<EmittedWebhook> out;

    StripeEvents(StripeStore store, String secret, Consumer<EmittedWebhook> out) {
        this.store = store;
        this.secret = secret;
        this.out = out;
    }

    void tell(String type, ObjectNode about) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        String id = store.nextId("evt");
        event.put("id", id).put("object", "event").put("api_version", API_VERSION);
        event.put("created", store.now()).put("type", type).put("livemode", false);
        event.put("pending_webhooks", 1);
        event.putObject("request").putNull("id").putNull("idempotency_key");
        event.putObject("data").set("object", about.deepCopy());
        out.accept(sign(id, type, event.toString().getBytes(StandardCharsets.UTF_8), store.now(), secret));
    }

    static EmittedWebhook sign(EmittedWebhook webhook, Instant at, String secret) {
        return sign(webhook.id(), webhook.type(), webhook.body(), at.getEpochSecond(), secret);
    }

    private static EmittedWebhook sign(String id, String type, byte[] body, long at, String secret) {
        byte[] before = (at + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[before.length + body.length];
        System.arraycopy(before, 0, signed, 0, before.length);
        System.arraycopy(body, 0, signed, before.length, body.length);
        String header = "t=" + at + ",v1=" + Signing.hex("HmacSHA256", secret, signed);
        return new EmittedWebhook(
                id,
                type,
                "POST",
                "",
                Map.of("Stripe-Signature", header, "Content-Type", "application/json; charset=utf-8"),
                body);
    }
}
