package io.tenancy.billing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.testing.support.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, line 3. */
class FlowSignatureTest {
    private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:00:30Z"));
    private final FlowCallbacks callbacks = new FlowCallbacks(clock);

    private WebhookVerdict verify(String query, String body) {
        return callbacks.verify(new WebhookRequest("POST", query, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theKnownVectorIsRight() {
        TreeMap<String, String> values =
                new TreeMap<>(Map.of("currency", "CLP", "amount", "5000", "apiKey", "XXXX-XXXX-XXXX"));

        assertThat(FlowClient.sign(values, "my secret"))
                .isEqualTo("dc3f67215dc89404aedc1deed0be7c2b49d810ca1a6e3feab3b799d77c4a9950");
    }

    @Test
    void anAmountOfNothingIsSignedToo() {
        assertThat(FlowClient.sign(new TreeMap<>(Map.of("amount", "0")), "k"))
                .isNotEqualTo(FlowClient.sign(new TreeMap<>(Map.of("amount", "")), "k"));
    }

    @Test
    void aTokenIsAHintToAskAndTheIdDoesNotShowIt() {
        WebhookVerdict.Accepted accepted =
                (WebhookVerdict.Accepted) verify("", "token=33373581FC32576FAF33C46FC6454B1FFEBD7E1H");

        assertThat(accepted.events()).hasSize(1);
        assertThat(accepted.events().get(0).about())
                .isEqualTo(new ObjectRef(ObjectRef.Kind.PAYMENT, "33373581FC32576FAF33C46FC6454B1FFEBD7E1H"));
        assertThat(accepted.events().get(0).id()).doesNotContain("33373581");
    }

    @Test
    void aTokenThatComesLaterIsAnotherEventBecauseThePaymentMayHaveChanged() {
        WebhookVerdict first = verify("", "token=AAAABBBBCCCC");
        assertThat(verify("", "token=AAAABBBBCCCC")).isEqualTo(first);
        clock.advance(Duration.ofMinutes(2));
        assertThat(verify("", "token=AAAABBBBCCCC")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "token=", "token=%00", "token=a b", "tokens=AAAABBBBCCCC", "{\"token\":\"AAAABBBBCCCC\"}"})
    void whatIsNoTokenIsTakenLikeOneAndNobodyIsAsked(String body) {
        assertThat(verify("", body)).isEqualTo(new WebhookVerdict.Accepted(List.of()));
    }

    @Test
    void aRefundIsNotedAndNobodyIsAskedForAPayment() {
        assertThat(verify("of=refund", "token=AAAABBBBCCCC")).isEqualTo(new WebhookVerdict.Accepted(List.of()));
    }
}
