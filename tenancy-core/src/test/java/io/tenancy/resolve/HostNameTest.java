package io.tenancy.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    private static final Pattern NORMAL = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*|\\[[0-9a-f:]{2,39}\\]");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    @ParameterizedTest
    @CsvSource({
        "acme.example.com, acme.example.com",
        "ACME.Example.Com, acme.example.com",
        "acme.example.com., acme.example.com",
        "acme.example.com:443, acme.example.com",
        "Acme.Example.Com.:8443, acme.example.com",
        "localhost:8080, localhost",
        "3com.example, 3com.example",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "xn--strae-oqa.de, xn--strae-oqa.de",
        "例え.jp, xn--r8jz45g.jp",
        "192.0.2.7:80, 192.0.2.7",
        "[::1], [::1]",
        "[::1]:8080, [::1]",
        "[::], [::]",
        "[2001:DB8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
        "[2001:0db8::0001]:443, [2001:db8::1]",
        "[1::], [1::]",
        "[::ffff:192.0.2.7], [::ffff:c000:207]"
    })
    void spellingsOfOneHostAreOneHost(String sent, String normal) {
        assertThat(HostName.parse(sent).value()).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "a..b",
                ".a",
                "a..",
                "acme.example.com..",
                "-a.b",
                "a-.b",
                "a_b.c",
                "a b",
                "a\tb",
                "a\r\nHost: b",
                "a\u0000b",
                "a,b",
                "a;b",
                "a/b",
                "a\\b",
                "a?b",
                "a#b",
                "user@a",
                "*.a",
                "a%2eb",
                "%61",
                "a:",
                "a:b",
                "a:-1",
                "a:65536",
                "a:999999",
                "a:80:90",
                "::1",
                "2001:db8::1",
                "http://a",
                // IPv4 in the forms that programs read differently
                "127.1",
                "1",
                "0x7f.1",
                "0x7f000001",
                "0177.0.0.1",
                "127.0.0.01",
                "256.1.1.1",
                "1.2.3.4.5",
                "a.1",
                "1.2.3.0x4",
                // IPv6
                "[",
                "[]",
                "[:]",
                "[::1",
                "[::1]x",
                "[::1]:",
                "[::1%eth0]",
                "[fe80::1%25eth0]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[12345::]",
                "[g::]",
                "[1:2:3:4:5:6:7:8::]",
                "[::1.2.3]",
                "[::256.1.1.1]",
                "[::01.2.3.4]",
                "[:1:2:3:4:5:6:7]",
                "[::1.2.3.4:5]",
                "[a.example]",
                // other scripts: what conversion would change, or cannot write
                "ａcme.example.com",
                "acme。example.com",
                "acme．example.com",
                "straße.de",
                "βόλος.com",
                "acme\u200d.com",
                "acme\u00ad.com",
                "\u212a.com",
                "\u0130.com",
                "ſ.com",
                "\u202ecom",
                "\ud800.com",
                "①.com",
                "acme.example.com："
            })
    void anythingAmbiguousIsRefusedAndToldInPlainCharacters(String hostile) {
        assertThatThrownBy(() -> HostName.parse(hostile)).isInstanceOfSatisfying(InvalidHostException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.HOST_INVALID);
            assertThat(e.getMessage()).matches(PRINTABLE).hasSizeLessThan(900);
        });
    }

    @Test
    void lengthsAreThoseOfDns() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);
        assertThat(HostName.parse(longest).value()).hasSize(253);
        assertThatThrownBy(() -> HostName.parse(longest + "a")).isInstanceOf(InvalidHostException.class);
        assertThatThrownBy(() -> HostName.parse("a".repeat(64) + ".com")).isInstanceOf(InvalidHostException.class);
        assertThatThrownBy(() -> HostName.parse("ü".repeat(100_000))).isInstanceOf(InvalidHostException.class);
    }

    @Test
    void labelsUnderABaseAreThoseBeforeIt() {
        HostName base = HostName.parse("example.com");
        assertThat(HostName.parse("acme.example.com").labelsUnder(base)).contains("acme");
        assertThat(HostName.parse("a.b.example.com").labelsUnder(base)).contains("a.b");
        assertThat(base.labelsUnder(base)).isEmpty();
        assertThat(HostName.parse("acmeexample.com").labelsUnder(base)).isEmpty();
        assertThat(HostName.parse("acme.example.com.evil.net").labelsUnder(base))
                .isEmpty();
        assertThat(HostName.parse("acme.example.com.")).isEqualTo(HostName.parse("ACME.example.com"));
        assertThat(HostName.parse("10.0.0.1").isAddress()).isTrue();
        assertThat(base.isAddress()).isFalse();
    }

    @Property(tries = 5000)
    void anyTextIsNormalisedToAFixedPointOrRefused(@ForAll("hostile") String text) {
        HostName host;
        try {
            host = HostName.parse(text);
        } catch (InvalidHostException refused) {
            assertThat(refused.getMessage()).matches(PRINTABLE);
            return;
        }
        assertThat(host.value()).matches(NORMAL).hasSizeLessThanOrEqualTo(253);
        assertThat(HostName.parse(host.value())).isEqualTo(host);
    }

    @Property
    void caseFinalDotAndPortNeverMatter(@ForAll("names") String name, @ForAll("ports") int port) {
        HostName plain = HostName.parse(name);
        assertThat(plain.value()).isEqualTo(name);
        assertThat(HostName.parse(name.toUpperCase(Locale.ROOT) + ".:" + port)).isEqualTo(plain);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("aAbz09-.:[]x%。ａßü/@_ ").ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("0123456789abcdef:.")
                        .ofMaxLength(40)
                        .map(s -> "[" + s + "]"));
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> label = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(12);
        return label.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels) + ".test");
    }

    @Provide
    Arbitrary<Integer> ports() {
        return Arbitraries.integers().between(0, 65535);
    }
}
