package io.tenancy.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PeppersTest {
    private static final String OLD =
            Base64.getEncoder().encodeToString("an old pepper of 32 bytes or so..".getBytes());
    private static final String NEW =
            Base64.getEncoder().encodeToString("a new pepper of 32 bytes or so..,".getBytes());
    private static final PresentedKey KEY = ApiKeyFormat.of("cf").generate(KeyEnvironment.LIVE);

    @Test
    void aHashIsTheHmacOfTheWholeKey() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(NEW), "HmacSHA256"));
        byte[] expected = mac.doFinal(KEY.secretText().getBytes(StandardCharsets.US_ASCII));
        Peppers peppers = Peppers.parse("2026=" + NEW);
        assertThat(peppers.hash(KEY)).isEqualTo(expected);
        assertThat(peppers.currentId()).isEqualTo("2026");
    }

    @Test
    void keysMadeWithAnOlderPepperGoOn() {
        byte[] kept = Peppers.parse("2025=" + OLD).hash(KEY);
        Peppers both = Peppers.parse("2026=" + NEW + ",2025=" + OLD);
        assertThat(both.currentId()).isEqualTo("2026");
        assertThat(both.matches(KEY, "2025", kept)).isTrue();
        assertThat(both.matches(KEY, "2026", kept)).isFalse();
        assertThatExceptionOfType(PepperMissingException.class)
                .isThrownBy(() -> Peppers.parse("2026=" + NEW).matches(KEY, "2025", kept))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.API_KEY_PEPPER_MISSING));
    }

    @Test
    void withoutPepperItIsPlainSha256() throws Exception {
        byte[] kept = Peppers.none().hash(KEY);
        assertThat(kept)
                .isEqualTo(MessageDigest.getInstance("SHA-256")
                        .digest(KEY.secretText().getBytes(StandardCharsets.US_ASCII)));
        assertThat(Peppers.none().matches(KEY, "", kept)).isTrue();
    }

    /** Whoever can write to the database must not get in with a hash that needs no pepper. */
    @Test
    void aHashWithoutPepperIsRefusedWherePeppersAreDemanded() {
        byte[] planted = Peppers.none().hash(KEY);
        assertThatExceptionOfType(PepperMissingException.class)
                .isThrownBy(() -> Peppers.parse("2026=" + NEW).matches(KEY, "", planted));
        assertThat(Peppers.parse("2026=" + NEW + ",plain").matches(KEY, "", planted))
                .isTrue();
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutBeingQuoted() {
        for (String wrong :
                new String[] {"", "x", "=" + NEW, "A=" + NEW, "a=" + NEW + ",a=" + OLD, "a=c2hvcnQ=", "a=~~~~", "plain"
                }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Peppers.parse(wrong))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(NEW).doesNotContain("~"));
        }
    }

    @Test
    void nothingTellsASecret() {
        assertThat(Peppers.parse("2026=" + NEW + ",plain").toString()).isEqualTo("Peppers[2026]+plain");
        assertThat(KEY.toString()).contains(KEY.id()).doesNotContain(KEY.secretText());
    }
}
