package io.tenancy.billing.mercadopago;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.testing.support.SettableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 3. */
class MercadoPagoSignatureTest {
    private static final long AT = 1_704_908_010;
    private final SettableClock clock = SettableClock.at(Instant.ofEpochSecond(AT));
    private final MercadoPagoWebhooks webhooks = new MercadoPagoWebhooks("mp_secret", "mp_before", clock);

    private WebhookVerdict verify(String query, String requestId, String signature) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("X-Signature", List.of(signature)));
        if (requestId != null) {
            headers.put("X-Request-Id", List.of(requestId));
        }
        return webhooks.verify(new WebhookRequest("POST", query, headers, new byte[0]));
    }

    private static String header(String secret, String id, String requestId, long ts) {
        return "ts=" + ts + ",v1=" + MercadoPagoWebhooks.sign(secret, id, requestId, Long.toString(ts));
    }

    @Test
    void theKnownVectorIsRight() {
        String v1 = "d477ac8a6f1c61a52db04895c083de5812415864e11a7226313f6b4768927f24";

        assertThat(MercadoPagoWebhooks.sign("mp_secret", "123456", "req-1", "1704908010"))
                .isEqualTo(v1);
        assertThat(verify("data.id=123456&type=payment", "req-1", "ts=1704908010,v1=" + v1))
                .isInstanceOf(WebhookVerdict.Accepted.class);
    }

    @Test
    void bothSpellingsOfTheIdAreTaken() {
        String query = "data.id=2C93AbZ&type=subscription_preapproval";

        assertThat(verify(query, "r", header("mp_secret", "2C93AbZ", "r", AT)))
                .isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify(query, "r", header("mp_secret", "2c93abz", "r", AT)))
                .isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify(query, "r", header("mp_secret", "2C93ABZ", "r", AT)))
                .isEqualTo(WebhookVerdict.rejected(Why.FORGED));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-300, true", "300, true", "-301, false", "301, false"})
    void secondsAndMillisecondsAreTakenWithinFiveMinutes(long off, boolean fresh) {
        for (long ts : new long[] {AT + off, (AT + off) * 1000}) {
            assertThat(
                            verify("data.id=1&type=payment", "r", header("mp_secret", "1", "r", ts))
                                    instanceof WebhookVerdict.Accepted)
                    .as("%d", ts)
                    .isEqualTo(fresh);
        }
    }

    @Test
    void anAbsentRequestIdIsLeftOut() {
        String left = header("mp_secret", "1", null, AT);

        assertThat(verify("data.id=1&type=payment", null, left)).isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify("data.id=1&type=payment", "r", left)).isEqualTo(WebhookVerdict.rejected(Why.FORGED));
    }

    @Test
    void theSecretBeforeIsBelieved() {
        assertThat(verify("data.id=1&type=payment", "r", header("mp_before", "1", "r", AT)))
                .isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify("data.id=1&type=payment", "r", header("mp_other", "1", "r", AT)))
                .isEqualTo(WebhookVerdict.rejected(Why.FORGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=payment", "data.id=1&data.id=1", "data.id=", "data.id=1%ZZ", "data.id=a;b", "id=1"})
    void anIdThatIsNotThereOnceIsNone(String query) {
        assertThat(verify(query, "r", header("mp_secret", "1", "r", AT)))
                .isEqualTo(WebhookVerdict.rejected(Why.UNSIGNED));
    }

    @ParameterizedTest
    @CsvSource({
        "payment, PAYMENT, 1",
        "subscription_preapproval, SUBSCRIPTION, 1",
        "subscription_authorized_payment, PAYMENT, authorized:1",
        "subscription_preapproval_plan, OTHER, 1",
        "<script>, OTHER, 1"
    })
    void theTypeSaysWhatToAskFor(String type, ObjectRef.Kind kind, String id) {
        WebhookVerdict verdict = verify("data.id=1&type=" + type, "r", header("mp_secret", "1", "r", AT));

        assertThat(((WebhookVerdict.Accepted) verdict).events().get(0).about()).isEqualTo(new ObjectRef(kind, id));
    }
}
