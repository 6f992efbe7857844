package io.tenancy.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final Totp RFC = Totp.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:10Z");
    private static final long STEP = NOW.getEpochSecond() / 30;

    /** RFC 6238, appendix B, the column for SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(RFC.code(second / 30, 8)).isEqualTo(code);
        assertThat(RFC.code(Instant.ofEpochSecond(second))).isEqualTo(code.substring(2));
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "5, 254676", "9, 520489"})
    void codesOfCountersAreThoseOfTheStandard(long counter, String code) {
        assertThat(RFC.code(counter, 6)).isEqualTo(code);
    }

    @Test
    void clockMayBeOneStepOffAndNoMore() {
        for (int off = -3; off <= 3; off++) {
            String code = RFC.code(NOW.plusSeconds(30L * off));
            assertThat(RFC.match(code, NOW, -1).isPresent()).isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void codeIsGoodOnce() {
        String code = RFC.code(NOW);
        assertThat(RFC.match(code, NOW, -1)).hasValue(STEP);
        assertThat(RFC.match(code, NOW, STEP - 1)).hasValue(STEP);
        assertThat(RFC.match(code, NOW, STEP)).isEmpty();
        assertThat(RFC.match(code, NOW.plusSeconds(30), STEP)).isEmpty();
        assertThat(RFC.match(RFC.code(NOW.minusSeconds(30)), NOW, STEP)).isEmpty();
    }

    @Test
    void nothingElseIsACode() {
        for (String typed :
                new String[] {"", " ", "0", "000000", "abcdef", "\0".repeat(6), "٢٨٧٠٨٢", "9".repeat(100_000)}) {
            assertThat(RFC.match(typed, NOW, -1)).isEmpty();
        }
        String code = RFC.code(NOW);
        assertThat(RFC.match(code.substring(0, 3) + " " + code.substring(3), NOW, -1))
                .isPresent();
    }

    @Test
    void secretIsWrittenInBase32() {
        assertThat(Totp.base32("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Totp.base32("fooba".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Totp.base32(new byte[] {-1, -1, -1})).isEqualTo("77776");
        TotpEnrolment shown = RFC.enrolment("Chiro & Co", "ann@harbour.example");
        assertThat(shown.secret()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(shown.uri())
                .isEqualTo("otpauth://totp/Chiro%20%26%20Co:ann%40harbour.example?secret=" + shown.secret()
                        + "&issuer=Chiro%20%26%20Co&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void secretIsNotTold() {
        Totp totp = Totp.generate();
        assertThat(totp.secret()).hasSize(20).isNotEqualTo(Totp.generate().secret());
        TotpEnrolment shown = totp.enrolment("a", "b");
        assertThat(totp + " " + shown).doesNotContain(shown.secret());
        assertThatIllegalArgumentException().isThrownBy(() -> Totp.of(new byte[15]));
    }
}
