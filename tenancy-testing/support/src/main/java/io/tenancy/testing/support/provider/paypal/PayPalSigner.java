package io.tenancy.testing.support.provider.paypal;

import io.tenancy.testing.support.provider.EmittedWebhook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/** Signs as PayPal does, with a certificate that only tests trust. Stateless. */
final class PayPalSigner {
    static final String CERTIFICATE_PATH = "/v1/notifications/certs/CERT-fake-0001";

    private PayPalSigner() {}

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PayPalSigner.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EmittedWebhook sign(EmittedWebhook webhook, Instant at, String webhookId) {
        String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        CRC32 crc = new CRC32();
        crc.update(webhook.body());
        String transmission = "transmission-" + webhook.id();
        String text = transmission + "|" + time + "|" + webhookId + "|" + crc.getValue();
        return new EmittedWebhook(
                webhook.id(),
                webhook.type(),
                "POST",
                "",
                Map.of(
                        "PAYPAL-TRANSMISSION-ID",
                        transmission,
                        "PAYPAL-TRANSMISSION-TIME",
                        time,
                        "PAYPAL-TRANSMISSION-SIG",
                        signature(text),
                        "PAYPAL-CERT-URL",
                        "https://api.sandbox.paypal.com" + CERTIFICATE_PATH,
                        "PAYPAL-AUTH-ALGO",
                        "SHA256withRSA"),
                webhook.body());
    }

    private static String signature(String text) {
        try {
            String key = resource("fake-key.pem").replaceAll("-----[A-Z ]+-----|\\s", "");
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
