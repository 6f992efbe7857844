package io.tenancy.billing.nowpayments;

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
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * NOWPayments' signatures: HMAC-SHA512, in hex, over the JSON with all names sorted, at every depth; or over the raw bytes, which are
 * sorted already. They carry no time, so an old one is as good as a new one: it says only what to ask for. Thread-safe.
 */
final class NowPaymentsWebhooks {
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{128}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern STATUS = Pattern.compile("[a-z_]{1,40}");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> secrets;
    private final Clock clock;

    NowPaymentsWebhooks(String secret, @Nullable String previous, Clock clock) {
        this.secrets = previous == null ? List.of(secret) : List.of(secret, previous);
        this.clock = clock;
    }

    WebhookVerdict verify(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookVerdict.rejected(Why.METHOD);
        }
        String signature = request.header("x-nowpayments-sig");
        if (signature == null || !SIGNATURE.matcher(signature).matches()) {
            return WebhookVerdict.rejected(Why.UNSIGNED);
        }
        return isSigned(signature, request.body()) ? read(request.body()) : WebhookVerdict.rejected(Why.FORGED);
    }

    private boolean isSigned(String signature, byte[] body) {
        byte[] sorted;
        try {
            sorted = SortedJson.of(body).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            // What is no JSON may be signed as it is, and is refused when it is read.
            sorted = body;
        }
        boolean signed = false;
        for (String secret : secrets) {
            signed |= KeyedHash.same(KeyedHash.hex("HmacSHA512", secret, sorted), signature);
            signed |= KeyedHash.same(KeyedHash.hex("HmacSHA512", secret, body), signature);
        }
        return signed;
    }

    /** A payment's status is part of the event's id: the same status twice is the same event, the next status is another. */
    private WebhookVerdict read(byte[] body) {
        try {
            JsonNode it = MAPPER.readTree(body);
            String id = it.path("payment_id").asText();
            String status = it.path("payment_status").asText();
            if (!ID.matcher(id).matches() || !STATUS.matcher(status).matches()) {
                return WebhookVerdict.rejected(Why.UNREADABLE);
            }
            return WebhookVerdict.accepted(new ProviderEvent(
                    id + ":" + status + ":"
                            + KeyedHash.hex("HmacSHA256", "content", body).substring(0, 16),
                    "payment." + status,
                    clock.instant(),
                    new ObjectRef(ObjectRef.Kind.PAYMENT, id)));
        } catch (IOException e) {
            return WebhookVerdict.rejected(Why.UNREADABLE);
        }
    }
}
