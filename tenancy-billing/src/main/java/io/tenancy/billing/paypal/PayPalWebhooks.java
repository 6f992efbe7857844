package io.tenancy.billing.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.ObjectRef.Kind;
import io.tenancy.billing.ProviderEvent;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.billing.internal.http.SignedTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * PayPal's signatures, checked without asking PayPal: SHA256withRSA over
 * {@code <transmission id>|<transmission time>|<webhook id>|<CRC32 of the raw body>}. Thread-safe.
 */
final class PayPalWebhooks {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PayPalCertificates certificates;
    private final List<String> webhookIds;
    private final Clock clock;

    PayPalWebhooks(PayPalCertificates certificates, String webhookId, @Nullable String previous, Clock clock) {
        this.certificates = certificates;
        this.webhookIds = previous == null ? List.of(webhookId) : List.of(webhookId, previous);
        this.clock = clock;
    }

    WebhookVerdict verify(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookVerdict.rejected(Why.METHOD);
        }
        String id = request.header("PAYPAL-TRANSMISSION-ID");
        String time = request.header("PAYPAL-TRANSMISSION-TIME");
        String url = request.header("PAYPAL-CERT-URL");
        byte[] signature = signature(request.header("PAYPAL-TRANSMISSION-SIG"));
        if (id == null
                || time == null
                || url == null
                || signature.length == 0
                || !"SHA256withRSA".equals(request.header("PAYPAL-AUTH-ALGO"))) {
            return WebhookVerdict.rejected(Why.UNSIGNED);
        }
        try {
            if (!SignedTime.isFresh(Instant.parse(time), clock)) {
                return WebhookVerdict.rejected(Why.STALE);
            }
        } catch (DateTimeException e) {
            return WebhookVerdict.rejected(Why.UNSIGNED);
        }
        Optional<X509Certificate> certificate = certificates.find(url);
        return certificate.isPresent() && isSigned(certificate.get(), signature, id, time, request.body())
                ? read(request.body())
                : WebhookVerdict.rejected(Why.FORGED);
    }

    /** Exactly as it is written: base64 that is padded in another way is another signature. */
    private static byte[] signature(@Nullable String text) {
        if (text == null) {
            return new byte[0];
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    static long checksum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }

    private boolean isSigned(X509Certificate by, byte[] signature, String id, String time, byte[] body) {
        boolean signed = false;
        for (String webhookId : webhookIds) {
            String text = id + "|" + time + "|" + webhookId + "|" + checksum(body);
            try {
                Signature check = Signature.getInstance("SHA256withRSA");
                check.initVerify(by.getPublicKey());
                check.update(text.getBytes(StandardCharsets.UTF_8));
                signed |= check.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
        return signed;
    }

    private static WebhookVerdict read(byte[] body) {
        try {
            JsonNode event = MAPPER.readTree(body);
            String type = event.path("event_type").asText();
            return WebhookVerdict.accepted(new ProviderEvent(
                    event.path("id").asText(),
                    type,
                    Instant.parse(event.path("create_time").asText()),
                    about(type, event.path("resource"))));
        } catch (IOException | RuntimeException e) {
            return WebhookVerdict.rejected(Why.UNREADABLE);
        }
    }

    private static ObjectRef about(String type, JsonNode it) {
        if (type.startsWith("BILLING.SUBSCRIPTION.")) {
            return new ObjectRef(Kind.SUBSCRIPTION, it.path("id").asText());
        } else if (it.path("billing_agreement_id").isTextual()) {
            return new ObjectRef(
                    Kind.SUBSCRIPTION, it.path("billing_agreement_id").asText());
        } else if (type.startsWith("PAYMENT.SALE.")) {
            return new ObjectRef(
                    Kind.PAYMENT, it.path("sale_id").asText(it.path("id").asText()));
        }
        return new ObjectRef(Kind.OTHER, it.path("id").asText());
    }
}
