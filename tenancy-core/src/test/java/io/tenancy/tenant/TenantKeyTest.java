package io.tenancy.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantKeyTest {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "acme", "acme-2", "a--b", "0", "x-n"})
    void wellFormedKeyIsAccepted(String text) {
        assertThat(TenantKey.of(text).value()).isEqualTo(text);
    }

    @Test
    void sixtyThreeCharactersAreAcceptedAndOneMoreIsNot() {
        assertThat(TenantKey.isValid("a".repeat(63))).isTrue();
        assertThat(TenantKey.isValid("a".repeat(64))).isFalse();
        assertThat(TenantKey.isValid("a".repeat(100_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Acme",
                "ACME",
                "acme ",
                "-acme",
                "acme-",
                "-",
                "..",
                ".",
                "a.b",
                "a/b",
                "a\\b",
                "a_b",
                "a%62",
                "acme\n",
                "acme\u0000",
                "xn--bcher-kva",
                "аcme", // Cyrillic a
                "ａcme", // full-width a
                "acmé",
                "acme\u0301",
                "acm\u200de",
                "ſtatic",
                "ı",
                "\u212a",
                "acme\u202e",
                "１23"
            })
    void everythingElseIsRefusedAndToldInPlainCharacters(String text) {
        assertThat(TenantKey.isValid(text)).isFalse();
        assertThatThrownBy(() -> TenantKey.of(text))
                .isInstanceOfSatisfying(TenantKey.InvalidTenantKeyException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TENANT_KEY_INVALID);
                    assertThat(e.getMessage()).matches(PRINTABLE);
                });
    }

    @Property
    void anyTextIsEitherAnExactKeyOrRefused(@ForAll String text) {
        if (TenantKey.isValid(text)) {
            assertThat(text).matches("[a-z0-9-]{1,63}").doesNotStartWith("-").doesNotEndWith("-");
            assertThat(TenantKey.of(text).value()).isEqualTo(text);
        } else {
            assertThatThrownBy(() -> TenantKey.of(text)).hasMessageMatching(PRINTABLE);
        }
    }
}
