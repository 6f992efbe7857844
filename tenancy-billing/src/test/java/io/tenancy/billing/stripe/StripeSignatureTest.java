package io.tenancy.billing.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.ProviderEvent;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.billing.internal.KeyedHash;
import io.tenancy.testing.support.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 3. */
class StripeSignatureTest {
    private static final long AT = 1_700_000_000;
    private static final String EVENT =
            "{\"id\":\"evt_1\",\"object\":\"event\",\"created\":1700000000,\"type\":\"customer.subscription.updated\","
                    + "\"data\":{\"object\":{\"id\":\"sub_1\",\"object\":\"subscription\"}}}";

    private final SettableClock clock = SettableClock.at(Instant.ofEpochSecond(AT));
    private final StripeWebhooks webhooks = new StripeWebhooks("whsec_test", "whsec_before", clock);

    private WebhookVerdict verify(String header, String body) {
        return webhooks.verify(new WebhookRequest(
                "POST", "", Map.of("stripe-signature", List.of(header)), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String v1(String secret, long at, String body) {
        return KeyedHash.hex(
                "HmacSHA256",
                secret,
                (at + ".").getBytes(StandardCharsets.UTF_8),
                body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theKnownVectorIsRight() {
        assertThat(v1("whsec_test", AT, "{\"id\":\"evt_1\"}"))
                .isEqualTo("c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925");
    }

    @Test
    void whatTheLibrarySignsIsBelieved() throws Exception {
        String header = Webhook.Signature.generateSignatureHeader(EVENT, "whsec_test", AT);

        assertThat(verify(header, EVENT))
                .isEqualTo(WebhookVerdict.accepted(new ProviderEvent(
                        "evt_1",
                        "customer.subscription.updated",
                        Instant.ofEpochSecond(AT),
                        new ObjectRef(ObjectRef.Kind.SUBSCRIPTION, "sub_1"))));
    }

    @Test
    void theFutureIsRefusedAlthoughTheLibraryTakesIt() throws Exception {
        String header = Webhook.Signature.generateSignatureHeader(EVENT, "whsec_test", AT + 100_000);

        assertThat(Webhook.Signature.verifyHeader(EVENT, header, "whsec_test", 300, clock))
                .isTrue();
        assertThat(verify(header, EVENT)).isEqualTo(WebhookVerdict.rejected(Why.STALE));
    }

    @Test
    void theSecretBeforeIsBelievedAndSoIsOneOfTwoSignatures() {
        assertThat(verify("t=" + AT + ",v1=" + v1("whsec_before", AT, EVENT), EVENT))
                .isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(verify("t=" + AT + ",v1=" + "0".repeat(64) + ",v1=" + v1("whsec_test", AT, EVENT), EVENT))
                .isInstanceOf(WebhookVerdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=,v1=",
                "v1=%s",
                "t=1700000000",
                "t=1700000000,v0=%s",
                "t=1700000000,v1=%s,",
                " t=1700000000,v1=%s",
                "t=1700000000,t=1700000000,v1=%s",
                "t=01700000000,v1=%s"
            })
    void whatDoesNotLookLikeASignatureIsNone(String header) {
        String signed = String.format(header, v1("whsec_test", AT, EVENT));

        assertThat(verify(signed, EVENT)).isInstanceOf(WebhookVerdict.Rejected.class);
    }

    @Test
    void twoHeadersAreNone() {
        String good = "t=" + AT + ",v1=" + v1("whsec_test", AT, EVENT);
        WebhookRequest twice = new WebhookRequest(
                "POST", "", Map.of("Stripe-Signature", List.of(good, good)), EVENT.getBytes(StandardCharsets.UTF_8));

        assertThat(webhooks.verify(twice)).isEqualTo(WebhookVerdict.rejected(Why.UNSIGNED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice.paid | {\"id\":\"in_1\",\"parent\":{\"subscription_details\":{\"subscription\":\"sub_2\"}}} | SUBSCRIPTION | sub_2",
                "invoice.paid | {\"id\":\"in_1\",\"subscription\":\"sub_old\"} | SUBSCRIPTION | sub_old",
                "invoice.paid | {\"id\":\"in_1\"} | OTHER | in_1",
                "checkout.session.completed | {\"id\":\"cs_1\",\"subscription\":\"sub_3\"} | SUBSCRIPTION | sub_3",
                "checkout.session.completed | {\"id\":\"cs_1\",\"subscription\":null} | PAYMENT | cs_1",
                "charge.refunded | {\"id\":\"ch_1\",\"payment_intent\":\"pi_1\"} | PAYMENT | pi_1",
                "customer.updated | {\"id\":\"cus_1\"} | OTHER | cus_1"
            })
    void theJsonSaysWhatToAskFor(String type, String object, ObjectRef.Kind kind, String id) {
        // Of an API version that the library would not read.
        String body = "{\"id\":\"evt_2\",\"api_version\":\"2024-06-20\",\"created\":1700000000,\"type\":\"" + type
                + "\",\"data\":{\"object\":" + object + "}}";

        WebhookVerdict verdict = verify("t=" + AT + ",v1=" + v1("whsec_test", AT, body), body);

        assertThat(verdict).isInstanceOf(WebhookVerdict.Accepted.class);
        assertThat(((WebhookVerdict.Accepted) verdict).events().get(0).about()).isEqualTo(new ObjectRef(kind, id));
    }

    @Test
    void aThinEventOfTheSecondVersionIsRead() {
        String body = "{\"id\":\"evt_3\",\"object\":\"v2.core.event\",\"type\":\"v1.billing.meter.no_meter_found\","
                + "\"created\":\"2023-11-14T22:13:20.000Z\",\"related_object\":{\"id\":\"mtr_1\"}}";

        assertThat(verify("t=" + AT + ",v1=" + v1("whsec_test", AT, body), body))
                .isEqualTo(WebhookVerdict.accepted(new ProviderEvent(
                        "evt_3",
                        "v1.billing.meter.no_meter_found",
                        Instant.ofEpochSecond(AT),
                        new ObjectRef(ObjectRef.Kind.OTHER, "mtr_1"))));
    }
}
