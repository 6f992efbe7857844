package io.tenancy.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static void refused(String typed, String... holder) {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> Passwords.requireGood(typed, holder))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PASSWORD_REFUSED))
                .satisfies(e -> assertThat(typed.length() < 4
                                || typed.equals("password")
                                || !e.getMessage().contains(typed))
                        .isTrue());
    }

    @Test
    void lengthIsCountedInCharactersThatPeopleSee() {
        String dog = "\ud83d\udc15";
        refused("seven77");
        refused(dog.repeat(6) + "x");
        assertThat(Passwords.requireGood("eight8ht")).isEqualTo("eight8ht");
        assertThat(Passwords.requireGood(dog.repeat(126) + "ab")).hasSize(254);
        refused(dog.repeat(127) + "ab");
        refused("ab" + "x".repeat(10_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password1",
                "PASSW0RD!!",
                "qwertyuiop",
                "12345678",
                "1234567890",
                "01234567",
                "87654321",
                "aaaaaaaa",
                "abababab",
                "abcdefgh",
                "Welcome2026!",
                "letmein123",
                "admin1234"
            })
    void whatEverybodyTriesIsRefused(String obvious) {
        refused(obvious);
    }

    @Test
    void neitherAddressNorNameIsAPassword() {
        refused("Ann-Marie.Lee", "ann-marie.lee@harbour.example", "Ann");
        refused("ann-marie.lee@harbour.example", "ann-marie.lee@harbour.example", "Ann");
        refused("ann lee harbour", "a@b.example", "Ann Lee Harbour");
        assertThat(Passwords.requireGood("ann lee harbour 9x", "a@b.example", "Ann Lee Harbour"))
                .isNotEmpty();
    }

    @Test
    void everythingElseCounts() {
        for (String good : new String[] {
            "correct horse battery staple", "пароль из слов", "tab\tand\0nul!", "    8 ok   ", "日本語のパスワード"
        }) {
            assertThat(Passwords.requireGood(good)).isEqualTo(good);
        }
        refused("half a \ud800 character");
    }

    @Test
    void accentsTypedInTwoWaysAreOnePassword() {
        assertThat(Passwords.requireGood("cafe\u0301 noir")).isEqualTo(Passwords.requireGood("caf\u00e9 noir"));
    }
}
