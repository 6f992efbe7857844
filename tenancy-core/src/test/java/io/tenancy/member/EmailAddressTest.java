package io.tenancy.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ann@harbour.example, ann@harbour.example",
        "' Ann.Lee@HARBOUR.Example ', ann.lee@harbour.example",
        "ann+news@bücher.example, ann+news@xn--bcher-kva.example",
        "ÅSA@fjord.example, åsa@fjord.example",
        "o'neil@a-b.example, o'neil@a-b.example"
    })
    void oneFormForEveryWayOfWriting(String typed, String form) {
        assertThat(EmailAddress.of(typed).value()).isEqualTo(form);
        assertThat(EmailAddress.of(form)).isEqualTo(EmailAddress.of(typed)).isEqualTo(new EmailAddress(form));
    }

    @Test
    void accentsTypedInTwoWaysAreOneAddress() {
        assertThat(EmailAddress.of("a\u030asa@fjord.example")).isEqualTo(EmailAddress.of("\u00e5sa@fjord.example"));
        assertThat(EmailAddress.of("\u0130d@fjord.example").value()).isEqualTo("i\u0307d@fjord.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann",
                "ann@",
                "@harbour.example",
                "ann@harbour",
                "ann@@harbour.example",
                "a b@harbour.example",
                ".ann@harbour.example",
                "ann.@harbour.example",
                "a..n@harbour.example",
                "ann@.example",
                "ann@-a.example",
                "ann@a_b.example",
                "\"ann\"@harbour.example",
                "ann@[127.0.0.1]",
                "ann<x>@harbour.example",
                "ann@harbour.example\nBcc: all@harbour.example",
                "ann\u0000@harbour.example",
                "ann@har\u0000bour.example",
                "ann\r\n@harbour.example",
                "\u202eann@harbour.example",
                "ann\u200b@harbour.example",
                "\ud800@harbour.example"
            })
    void whatIsNoAddressIsRefusedAndNotRepeated(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> EmailAddress.of(typed))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EMAIL_INVALID))
                .satisfies(e -> assertThat(typed.length() < 4 || !e.getMessage().contains(typed))
                        .isTrue());
    }

    @Test
    void lengthIsLimited() {
        String local = "a".repeat(64);
        assertThat(EmailAddress.parse(local + "@harbour.example")).isPresent();
        assertThat(EmailAddress.parse("a" + local + "@harbour.example")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b.".repeat(140) + "example")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(10_000_000) + "@harbour.example"))
                .isEmpty();
    }

    @Property(tries = 2000)
    void formIsStable(@ForAll String typed) {
        EmailAddress.parse(typed + "@Harbour.Example").ifPresent(address -> {
            assertThat(EmailAddress.of(address.value())).isEqualTo(address);
            assertThat(address.value().chars().noneMatch(c -> c >= 'A' && c <= 'Z'))
                    .isTrue();
        });
    }
}
