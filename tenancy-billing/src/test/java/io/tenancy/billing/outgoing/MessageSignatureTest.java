package io.tenancy.billing.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 5, lines 3 and 6: signatures of Standard Webhooks. */
class MessageSignatureTest {
    private static final String SECRET = "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final byte[] BODY = "{\"type\":\"t\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsTheKnownMessageAsIsKnown() {
        assertThat(MessageSignature.headers("msg_1", AT, BODY, List.of(SigningKey.parse(SECRET))))
                .containsExactly(
                        Map.entry("webhook-id", "msg_1"),
                        Map.entry("webhook-timestamp", "1700000000"),
                        Map.entry("webhook-signature", "v1,bHgO4bYVDNEXfzndOlaed9n8I+p8x1KVsDg4u9kI8q0="));
    }

    /** RFC 8032, section 7.1, test 3: the keys of Ed25519 are read as they are. */
    @Test
    void signsWithEd25519AsItsStandardSays() {
        byte[] both = HexFormat.of()
                .parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
                        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        SigningKey key = SigningKey.parse("whsk_" + Base64.getEncoder().encodeToString(both));

        assertThat(HexFormat.of().formatHex(key.sign(HexFormat.of().parseHex("af82"))))
                .isEqualTo("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }

    @Test
    void theLibraryOfStandardWebhooksAcceptsThem() {
        SigningKey key = SigningKey.generate(SigningKey.Scheme.V1);
        SigningKey before = SigningKey.generate(SigningKey.Scheme.V1);
        SigningKey pair = SigningKey.generate(SigningKey.Scheme.V1A);
        Instant now = Instant.now();
        Map<String, String> headers = MessageSignature.headers("msg_2", now, BODY, List.of(pair, key, before));

        for (SigningKey good : List.of(key, before)) {
            assertThatCode(() -> verify(good.forReceiver(), headers)).doesNotThrowAnyException();
        }
        String other = SigningKey.generate(SigningKey.Scheme.V1).forReceiver();
        assertThatThrownBy(() -> verify(other, headers)).isInstanceOf(WebhookVerificationException.class);
    }

    private static void verify(String secret, Map<String, String> headers) throws Exception {
        Map<String, List<String>> many =
                headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        new Webhook(secret)
                .verify(
                        new String(BODY, StandardCharsets.UTF_8),
                        HttpHeaders.of(many, (name, value) -> true).map());
    }

    @ParameterizedTest
    @EnumSource
    void everyChangedBitIsNoticed(SigningKey.Scheme scheme) {
        SigningKey key = SigningKey.generate(scheme);
        Map<String, String> headers = MessageSignature.headers("msg_3", AT, BODY, List.of(key));
        assertThat(MessageSignature.isGenuine(headers, BODY, key.forReceiver(), AT))
                .isTrue();

        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] changed = BODY.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(MessageSignature.isGenuine(headers, changed, key.forReceiver(), AT))
                    .isFalse();
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            for (int i = 0; i < header.getValue().length(); i++) {
                Map<String, String> changed = new HashMap<>(headers);
                StringBuilder value = new StringBuilder(header.getValue());
                value.setCharAt(i, value.charAt(i) == '7' ? '8' : '7');
                changed.put(header.getKey(), value.toString());
                if (!sameSignature(header.getValue(), value.toString())) {
                    assertThat(MessageSignature.isGenuine(changed, BODY, key.forReceiver(), AT))
                            .as(value.toString())
                            .isFalse();
                }
            }
        }
    }

    /** The last character of base64 carries bits that mean nothing. */
    private static boolean sameSignature(String one, String other) {
        try {
            return java.util.Arrays.equals(
                    Base64.getDecoder().decode(one.substring(one.indexOf(',') + 1)),
                    Base64.getDecoder().decode(other.substring(other.indexOf(',') + 1)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void fiveMinutesBothWaysAndNotASecondMore() {
        SigningKey key = SigningKey.parse(SECRET);
        Map<String, String> headers = MessageSignature.headers("msg_4", AT, BODY, List.of(key));
        for (int seconds : new int[] {-301, -300, 0, 300, 301}) {
            assertThat(MessageSignature.isGenuine(headers, BODY, SECRET, AT.plusSeconds(seconds)))
                    .isEqualTo(Math.abs(seconds) <= 300);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsReadAsItWasWrittenAndDoesNotShowItself(SigningKey.Scheme scheme) {
        SigningKey key = SigningKey.generate(scheme);
        SigningKey again = SigningKey.parse(key.reveal());

        assertThat(again.forReceiver()).isEqualTo(key.forReceiver());
        assertThat(again.sign(BODY)).isEqualTo(key.sign(BODY));
        assertThat(key).hasToString(scheme == SigningKey.Scheme.V1 ? "v1 key" : "v1a key");
        assertThat(scheme == SigningKey.Scheme.V1A && key.forReceiver().startsWith("whsk_"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_c2hvcnQ=",
                "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
                "whpk_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
                "whsk_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBw==",
                "whsec_Bwc!BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
            })
    void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SigningKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("Not a signing key")
                .hasMessageNotContaining("BwcH");
    }
}
