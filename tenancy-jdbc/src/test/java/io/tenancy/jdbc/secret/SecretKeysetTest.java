package io.tenancy.jdbc.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import org.junit.jupiter.api.Test;

class SecretKeysetTest {
    private final SecretKeyset keys = SecretKeyset.generate();
    private final byte[] secret = "twenty bytes of this".getBytes(UTF_8);

    @Test
    void opensWhatItSealedInTheSamePlaceOnly() {
        byte[] sealed = keys.seal(secret, "account 1");
        assertThat(new String(sealed, UTF_8)).doesNotContain("twenty");
        assertThat(keys.open(sealed, "account 1")).isEqualTo(secret);
        assertThat(keys.seal(secret, "account 1")).isNotEqualTo(sealed);
        closed(keys, sealed, "account 2");
        sealed[sealed.length - 1] ^= 1;
        closed(keys, sealed, "account 1");
        closed(keys, new byte[0], "account 1");
    }

    @Test
    void rotatedKeysOpenWhatTheOldOneSealedAndOldOnesNotWhatTheNewOneDid() {
        byte[] old = keys.seal(secret, "here");
        SecretKeyset rotated = SecretKeyset.parse(keys.rotate().toJson());

        assertThat(rotated.size()).isEqualTo(2);
        assertThat(rotated.open(old, "here")).isEqualTo(secret);
        assertThat(keys.isCurrent(old)).isTrue();
        assertThat(rotated.isCurrent(old)).isFalse();
        byte[] resealed = rotated.seal(secret, "here");
        assertThat(rotated.isCurrent(resealed)).isTrue();
        closed(keys, resealed, "here");
        closed(SecretKeyset.generate(), old, "here");
    }

    @Test
    void keysAreTextOnOneLineAndNeverInMessages() {
        String json = keys.toJson();
        assertThat(json).doesNotContain("\n").startsWith("{");
        assertThat(SecretKeyset.parse(json).open(keys.seal(secret, "x"), "x")).isEqualTo(secret);
        assertThat(keys.toString()).isEqualTo("keyset of 1");
        for (String broken :
                new String[] {"", "{}", "null", "[1]", json.substring(0, json.length() - 20), "\0", "geheim"}) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> SecretKeyset.parse(broken))
                    .withNoCause()
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEYSET_MISSING))
                    .withMessageNotContaining("geheim");
        }
    }

    private static void closed(SecretKeyset with, byte[] sealed, String place) {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> with.open(sealed, place))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEYSET_MISSING));
    }
}
