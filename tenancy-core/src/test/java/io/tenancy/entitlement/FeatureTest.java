package io.tenancy.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTest {
    private static final Feature STORAGE = Feature.size("storage");
    private static final Feature USERS = Feature.integer("users");
    private static final Feature SUPPORT = Feature.choice("support", List.of("email", "priority", "24/7"));

    @ParameterizedTest
    @CsvSource({
        "10 GB, 10000000000",
        "10GB, 10000000000",
        "512 MiB, 536870912",
        "1 GiB, 1073741824",
        "1.5 GB, 1500000000",
        "2 KiB, 2048",
        "2 kB, 2000",
        "0 B, 0",
        "1 TB, 1000000000000"
    })
    void sizesCountAsTheirUnitSays(String text, long bytes) {
        assertThat(STORAGE.parse(text)).isEqualTo(new Amount(Limit.of(bytes)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10",
                "10 gb",
                "10 Gb",
                "GB",
                "-1 GB",
                "1,5 GB",
                "1.5 B",
                "10 KB",
                "10 kiB",
                "99999999999999 PB",
                "",
                " "
            })
    void sizesThatNobodyCanBeSureOfAreRefused(String text) {
        assertThatThrownBy(() -> STORAGE.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("storage is a size with its unit, such as 10 GB or 512 MiB, or unlimited");
    }

    @Property(tries = 5000)
    void everySizeIsReadAsItIsWritten(@ForAll @LongRange(min = 0) long bytes) {
        FeatureValue value = new Amount(Limit.of(bytes));
        assertThat(bytes < 1_000_000_000_000_000L ? STORAGE.parse(STORAGE.format(value)) : value)
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "1e3", "", "many", "99999999999999999999", "0x10", "1 0"})
    void countsAreWholeNumbers(String text) {
        assertThatThrownBy(() -> USERS.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("users is a whole number from 0 on, or unlimited");
    }

    @Test
    void everyTypeReadsWhatItWrites() {
        for (Feature feature : List.of(STORAGE, USERS)) {
            assertThat(feature.parse("unlimited")).isEqualTo(new Amount(Limit.UNLIMITED));
            assertThat(feature.format(new Amount(Limit.UNLIMITED))).isEqualTo("unlimited");
        }
        assertThat(USERS.parse(USERS.format(new Amount(Limit.of(12))))).isEqualTo(new Amount(Limit.of(12)));
        assertThat(SUPPORT.parse(SUPPORT.format(new Choice("24/7")))).isEqualTo(new Choice("24/7"));
        assertThat(SUPPORT.parse(SUPPORT.format(Choice.NONE))).isEqualTo(Choice.NONE);
        assertThat(Feature.flag("api").parse("true")).isEqualTo(Switch.ON);
        assertThatThrownBy(() -> SUPPORT.parse("phone")).hasMessage("support is one of email, priority, 24/7, or none");
        assertThatThrownBy(() -> Feature.flag("api").parse("yes")).hasMessage("api is true or false");
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> USERS.require(Switch.ON)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SUPPORT.require(new Choice("phone"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Users", "1st", "a b", "a-b", "ünits", "_x"})
    void malformedKeysAreRefused(String key) {
        assertThatThrownBy(() -> Feature.flag(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aChoiceNeedsOptionsThatDiffer() {
        assertThatThrownBy(() -> Feature.choice("support", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Feature.choice("support", List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Feature.choice("support", List.of("none")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 5000)
    void aLimitNeverOverflows(
            @ForAll @LongRange(min = 0) long limit,
            @ForAll @LongRange(min = 0) long used,
            @ForAll @LongRange(min = 0) long more) {
        java.math.BigInteger sum = java.math.BigInteger.valueOf(used).add(java.math.BigInteger.valueOf(more));
        assertThat(Limit.of(limit).allows(used, more))
                .isEqualTo(sum.compareTo(java.math.BigInteger.valueOf(limit)) <= 0);
        assertThat(Limit.UNLIMITED.allows(used, more)).isTrue();
    }
}
