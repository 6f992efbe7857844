package io.tenancy.billing.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.billing.GatewayMisconfiguredException;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.testing.support.provider.EmittedWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 3. */
class PayPalSignatureTest {
    private final PayPalBench bench = new PayPalBench();
    private final PaymentGateway gateway = bench.open(bench.settings());

    @AfterEach
    void close() {
        bench.close();
    }

    private EmittedWebhook event() {
        byte[] body = ("{\"id\":\"WH-1\",\"event_type\":\"BILLING.SUBSCRIPTION.CANCELLED\","
                        + "\"create_time\":\"2026-03-01T10:00:00Z\",\"resource\":{\"id\":\"I-1\"}}")
                .getBytes(StandardCharsets.UTF_8);
        EmittedWebhook unsigned = new EmittedWebhook("WH-1", "x", "POST", "", Map.of(), body);
        return bench.provider()
                .resign(unsigned, bench.clock().instant(), bench.provider().webhookId());
    }

    private boolean accepts(PaymentGateway by, EmittedWebhook webhook, String certUrl) {
        Map<String, List<String>> headers = new HashMap<>();
        webhook.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("PAYPAL-CERT-URL", List.of(certUrl));
        return by.verify(new WebhookRequest("POST", "", headers, webhook.body())) instanceof WebhookVerdict.Accepted;
    }

    @Test
    void theKnownChecksumIsRight() {
        assertThat(PayPalWebhooks.checksum("{\"id\":\"WH-1\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(838_965_618L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.paypal.com.evil.tld/v1/notifications/certs/CERT-fake-0001",
                "https://api-paypal.com/v1/notifications/certs/CERT-fake-0001",
                "https://api.sandbox.paypal.com@evil.tld/v1/notifications/certs/CERT-fake-0001",
                "https://evil.tld/api.sandbox.paypal.com/v1/notifications/certs/CERT-fake-0001",
                "https://api.sandbox.paypal.com:8443/v1/notifications/certs/CERT-fake-0001",
                "https://127.0.0.1/v1/notifications/certs/CERT-fake-0001",
                "https://[::1]/v1/notifications/certs/CERT-fake-0001",
                "https://2130706433/v1/notifications/certs/CERT-fake-0001",
                "http://api.sandbox.paypal.com/v1/notifications/certs/CERT-fake-0001",
                "https://API.sandbox.paypal.com/v1/notifications/certs/CERT-fake-0001",
                "https://www.paypal.com/v1/notifications/certs/CERT-fake-0001",
                "https://api.sandbox.paypal.com/v1/notifications/certs/../CERT-fake-0001",
                "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-fake-0001?x=1",
                "https://api.sandbox.paypal.com/other/CERT-fake-0001",
                "file:///etc/passwd",
                ""
            })
    void whoeverIsNotPayPalIsNotAskedForACertificate(String url) {
        assertThat(accepts(gateway, event(), url)).isFalse();
        assertThat(bench.provider().requests()).isEmpty();
    }

    @Test
    void aCertificateIsAskedForOnce() {
        String url = event().headers().get("PAYPAL-CERT-URL");
        for (int i = 0; i < 3; i++) {
            assertThat(accepts(gateway, event(), url)).isTrue();
        }
        assertThat(bench.provider().requests()).hasSize(1);
    }

    @Test
    void strangersCannotMakeUsAskMoreThanTenTimesAMinute() {
        for (int i = 0; i < 50; i++) {
            assertThat(accepts(
                            gateway, event(), "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-nobody-" + i))
                    .isFalse();
        }
        assertThat(bench.provider().requests()).hasSize(10);
        bench.clock().advance(Duration.ofMinutes(2));
        assertThat(accepts(gateway, event(), event().headers().get("PAYPAL-CERT-URL")))
                .isTrue();
    }

    @Test
    void aCertificateWhoseRootNobodyTrustsIsNotBelieved() {
        Map<String, String> values = new HashMap<>(bench.values());
        values.remove("trustedCertificate");
        PaymentGateway strict = bench.open(GatewaySettings.of(
                "paypal", GatewayMode.SANDBOX, bench.provider().baseUrl(), values));

        assertThat(accepts(strict, event(), event().headers().get("PAYPAL-CERT-URL")))
                .isFalse();
    }

    @Test
    void aRootOfOnesOwnIsForTheSandboxOnly() {
        assertThatExceptionOfType(GatewayMisconfiguredException.class)
                .isThrownBy(() -> bench.open(GatewaySettings.of(
                        "paypal", GatewayMode.LIVE, bench.provider().baseUrl(), bench.values())));
    }

    @Test
    void theTokenIsKeptUntilItsEndAndAskedForAnewIfItIsTakenBack() {
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.payment("1").isDone()).isFalse();
        }
        assertThat(tokens()).isOne();

        bench.provider().revokeToken();
        assertThat(gateway.payment("1").toString()).contains("NOT_FOUND");
        assertThat(tokens()).isEqualTo(2);

        bench.clock().advance(Duration.ofHours(9));
        assertThat(gateway.payment("1").toString()).contains("NOT_FOUND");
        assertThat(tokens()).isEqualTo(3);
    }

    private long tokens() {
        return bench.provider().requests().stream()
                .filter(request -> request.path().equals("/v1/oauth2/token"))
                .count();
    }
}
