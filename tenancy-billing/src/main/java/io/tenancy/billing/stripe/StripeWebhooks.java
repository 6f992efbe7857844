package io.tenancy.billing.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.ProviderEvent;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.billing.internal.KeyedHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's signatures: {@code t=<unix seconds>,v1=<hex>} with HMAC-SHA256 over {@code <t>.<raw body>}, keyed by the whole text of the
 * secret; several v1 while a secret is changed. Stripe's library takes timestamps of the future, so this does not use it. Source:
 * docs.stripe.com/webhooks/signature. Thread-safe.
 */
final class StripeWebhooks {
    static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern HEADER =
            Pattern.compile("t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,8})((?:,v0=[0-9a-f]{64}){0,8})");
    private static final Pattern V1 = Pattern.compile("v1=([0-9a-f]{64})");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> secrets;
    private final Clock clock;

    StripeWebhooks(String secret, @Nullable String previous, Clock clock) {
        this.secrets = previous == null ? List.of(secret) : List.of(secret, previous);
        this.clock = clock;
    }

    WebhookVerdict verify(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookVerdict.rejected(Why.METHOD);
        }
        String header = request.header("Stripe-Signature");
        Matcher parts = HEADER.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return WebhookVerdict.rejected(Why.UNSIGNED);
        }
        if (!isSigned(parts.group(1), parts.group(2), request.body())) {
            return WebhookVerdict.rejected(Why.FORGED);
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        if (Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            return WebhookVerdict.rejected(Why.STALE);
        }
        return read(request.body());
    }

    private boolean isSigned(String time, String signatures, byte[] body) {
        byte[] before = (time + ".").getBytes(StandardCharsets.UTF_8);
        boolean signed = false;
        for (String secret : secrets) {
            String expected = KeyedHash.hex("HmacSHA256", secret, before, body);
            Matcher each = V1.matcher(signatures);
            while (each.find()) {
                signed |= KeyedHash.same(expected, each.group(1));
            }
        }
        return signed;
    }

    private static WebhookVerdict read(byte[] body) {
        try {
            JsonNode event = MAPPER.readTree(body);
            JsonNode created = event.path("created");
            Instant at =
                    created.isTextual() ? Instant.parse(created.asText()) : Instant.ofEpochSecond(created.asLong());
            String type = event.path("type").asText();
            return WebhookVerdict.accepted(new ProviderEvent(event.path("id").asText(), type, at, about(type, event)));
        } catch (IOException | RuntimeException e) {
            return WebhookVerdict.rejected(Why.UNREADABLE);
        }
    }

    /** By the JSON itself: the library's objects stay empty when the account's API version is another one. */
    private static ObjectRef about(String type, JsonNode event) {
        JsonNode it = event.path("data").path("object");
        if (type.startsWith("customer.subscription.")) {
            return new ObjectRef(ObjectRef.Kind.SUBSCRIPTION, it.path("id").asText());
        }
        if (type.startsWith("invoice.")) {
            JsonNode now = it.at("/parent/subscription_details/subscription");
            return subscriptionOr(now.isTextual() ? now : it.path("subscription"), event);
        }
        if (type.startsWith("checkout.session.")) {
            return it.path("subscription").isTextual()
                    ? subscriptionOr(it.path("subscription"), event)
                    : new ObjectRef(ObjectRef.Kind.PAYMENT, it.path("id").asText());
        }
        if (type.startsWith("subscription_schedule.")) {
            return subscriptionOr(it.path("subscription"), event);
        }
        if (type.startsWith("payment_intent.")) {
            return new ObjectRef(ObjectRef.Kind.PAYMENT, it.path("id").asText());
        }
        if (it.path("payment_intent").isTextual()) {
            return new ObjectRef(
                    ObjectRef.Kind.PAYMENT, it.path("payment_intent").asText());
        }
        return other(event);
    }

    private static ObjectRef subscriptionOr(JsonNode id, JsonNode event) {
        return id.isTextual() && !id.asText().isEmpty()
                ? new ObjectRef(ObjectRef.Kind.SUBSCRIPTION, id.asText())
                : other(event);
    }

    private static ObjectRef other(JsonNode event) {
        String related = event.at("/related_object/id").asText();
        String id = event.at("/data/object/id").asText();
        return new ObjectRef(
                ObjectRef.Kind.OTHER,
                !id.isEmpty()
                        ? id
                        : !related.isEmpty() ? related : event.path("id").asText());
    }
}
