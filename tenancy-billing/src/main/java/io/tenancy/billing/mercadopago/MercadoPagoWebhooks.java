package io.tenancy.billing.mercadopago;

import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.ObjectRef.Kind;
import io.tenancy.billing.ProviderEvent;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.billing.internal.KeyedHash;
import io.tenancy.billing.internal.http.SignedTime;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mercado Pago's signatures: {@code ts=<time>,v1=<hex>} with HMAC-SHA256 over {@code id:<data.id>;request-id:<x-request-id>;ts:<ts>;}, where
 * a pair that is absent is left out. The body is not signed, so it is not read; {@code data.id} is the query's. Whether it is signed as it
 * stands or in lower case, and whether the time is in seconds or milliseconds, the vendor's own libraries dispute: both are taken.
 * Thread-safe.
 */
final class MercadoPagoWebhooks {
    private static final Pattern HEADER = Pattern.compile("ts=([0-9]{1,15}),v1=([0-9a-f]{64})");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z_.]{0,60}");
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private final List<String> secrets;
    private final Clock clock;

    MercadoPagoWebhooks(String secret, @Nullable String previous, Clock clock) {
        this.secrets = previous == null ? List.of(secret) : List.of(secret, previous);
        this.clock = clock;
    }

    WebhookVerdict verify(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookVerdict.rejected(Why.METHOD);
        }
        String header = request.header("x-signature");
        Matcher parts = HEADER.matcher(header == null ? "" : header);
        String id = parameter(request.query(), "data.id");
        String requestId = request.header("x-request-id");
        if (!parts.matches()
                || id == null
                || !ID.matcher(id).matches()
                || request.headers().containsKey("x-request-id") != (requestId != null)
                || (requestId != null && !REQUEST_ID.matcher(requestId).matches())) {
            return WebhookVerdict.rejected(Why.UNSIGNED);
        }
        String ts = parts.group(1);
        if (!isSigned(id, requestId, ts, parts.group(2))) {
            return WebhookVerdict.rejected(Why.FORGED);
        }
        Instant at = time(Long.parseLong(ts));
        if (!SignedTime.isFresh(at, clock)) {
            return WebhookVerdict.rejected(Why.STALE);
        }
        String type = parameter(request.query(), "type");
        String known = type != null && TYPE.matcher(type).matches() ? type : "unknown";
        String event = (requestId == null ? ts : requestId) + ":" + id;
        return WebhookVerdict.accepted(new ProviderEvent(event, known, at, about(known, id)));
    }

    private boolean isSigned(String id, @Nullable String requestId, String ts, String signature) {
        boolean signed = false;
        for (String secret : secrets) {
            for (String spelt : List.of(id, id.toLowerCase(Locale.ROOT))) {
                signed |= KeyedHash.same(sign(secret, spelt, requestId, ts), signature);
            }
        }
        return signed;
    }

    static String sign(String secret, String id, @Nullable String requestId, String ts) {
        String manifest =
                "id:" + id + ";" + (requestId == null ? "" : "request-id:" + requestId + ";") + "ts:" + ts + ";";
        return KeyedHash.hex("HmacSHA256", secret, manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant time(long ts) {
        return ts > LARGEST_SECONDS ? Instant.ofEpochMilli(ts) : Instant.ofEpochSecond(ts);
    }

    /** What it is about is not signed: whoever changes it makes us ask for something that is not there. */
    private static ObjectRef about(String type, String id) {
        return switch (type) {
            case "payment" -> new ObjectRef(Kind.PAYMENT, id);
            case "subscription_preapproval" -> new ObjectRef(Kind.SUBSCRIPTION, id);
            case "subscription_authorized_payment" -> new ObjectRef(Kind.PAYMENT, MercadoPagoGateway.AUTHORIZED + id);
            default -> new ObjectRef(Kind.OTHER, id);
        };
    }

    /** A parameter that stands exactly once. */
    private static @Nullable String parameter(String query, String name) {
        String found = null;
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                if (found != null) {
                    return null;
                }
                found = pair.substring(equals + 1);
            }
        }
        try {
            return found == null ? null : URLDecoder.decode(found, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
