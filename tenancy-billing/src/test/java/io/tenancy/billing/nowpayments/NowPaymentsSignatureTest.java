package io.tenancy.billing.nowpayments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.billing.internal.KeyedHash;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 3. */
class NowPaymentsSignatureTest {
    private final NowPaymentsWebhooks webhooks = new NowPaymentsWebhooks(
            "ipn_secret", "ipn_before", SettableClock.at(Instant.parse("2026-03-01T10:00:00Z")));

    private WebhookVerdict verify(String body, String signature) {
        return webhooks.verify(new WebhookRequest(
                "POST", "", Map.of("X-NowPayments-Sig", List.of(signature)), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sign(String secret, String text) {
        return KeyedHash.hex("HmacSHA512", secret, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theKnownVectorIsRight() {
        WebhookVerdict verdict = verify(
                "{\"order_id\":\"o1\",\"payment_id\":5524759814,\"payment_status\":\"finished\"}",
                "c3364a0a42b5d9052eece03b46686e2f1a90ebc9c26b99588c710f238c4597707b3109fbed4abdf2f658e5504b7e24457b2a2c6c475387d6c8213df9d0d5e04f");

        assertThat(verdict).isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(((WebhookVerdict.Accepted) verdict).events().get(0).about())
                .isEqualTo(new ObjectRef(ObjectRef.Kind.PAYMENT, "5524759814"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"b\":1,\"a\":2} | {\"a\":2,\"b\":1}",
                "{\"b\":{\"d\":1,\"c\":[{\"z\":1,\"y\":2}]},\"a\":2} | {\"a\":2,\"b\":{\"c\":[{\"y\":2,\"z\":1}],\"d\":1}}",
                "{\"x\":1e-7,\"a\":0.00029} | {\"a\":0.00029,\"x\":1e-7}",
                "{\"x\":1.50,\"a\":1E+2} | {\"a\":1E+2,\"x\":1.50}",
                "{ \"u\" : \"https://a/b\", \"n\" : null } | {\"n\":null,\"u\":\"https://a/b\"}",
                "{\"t\":true,\"q\":\"a\\\"b\"} | {\"q\":\"a\\\"b\",\"t\":true}"
            })
    void namesAreSortedAtEveryDepthAndNumbersStayLetterForLetter(String json, String sorted) throws IOException {
        assertThat(SortedJson.of(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(sorted);
    }

    @Test
    void whatIsSignedSortedOrRawIsBelieved() {
        String body = "{\"payment_status\":\"waiting\",\"fee\":{\"z\":1e-7,\"a\":0.00029},\"payment_id\":1}";
        String sorted = "{\"fee\":{\"a\":0.00029,\"z\":1e-7},\"payment_id\":1,\"payment_status\":\"waiting\"}";

        assertThat(verify(body, sign("ipn_secret", sorted))).isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify(body, sign("ipn_secret", body))).isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify(body, sign("ipn_before", sorted))).isInstanceOf(WebhookVerdict.Accepted.class);
    }

    @Test
    void theSampleOfTheVendorThatDropsNestedNamesIsNotBelieved() {
        String body = "{\"fee\":{\"amount\":1},\"payment_id\":1,\"payment_status\":\"finished\"}";
        String dropping = "{\"fee\":{},\"payment_id\":1,\"payment_status\":\"finished\"}";

        assertThat(verify(body, sign("ipn_secret", dropping))).isEqualTo(WebhookVerdict.rejected(Why.FORGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{\"a\":1,\"a\":2}", "{\"a\":1}{}", "{", ""})
    void whatIsNoSingleObjectIsNotSorted(String json) {
        assertThatThrownBy(() -> SortedJson.of(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no json", "{\"payment_id\":\"../x\",\"payment_status\":\"finished\"}"})
    void whatIsSignedAndNotUnderstoodIsRejected(String body) {
        assertThat(verify(body, sign("ipn_secret", body))).isEqualTo(WebhookVerdict.rejected(Why.UNREADABLE));
    }
}
