package io.tenancy.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ApiKeyFormatTest {
    private static final ApiKeyFormat FORMAT = ApiKeyFormat.of("cf");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static boolean isKey(String candidate) {
        return ApiKeyFormat.hasChecksum(candidate);
    }

    @Test
    void aKeyHasThePublishedForm() {
        PresentedKey key = FORMAT.generate(KeyEnvironment.LIVE);
        assertThat(key.secretText())
                .matches("cf_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}")
                .startsWith(FORMAT.start(KeyEnvironment.LIVE, key.id()) + "_");
        assertThat(FORMAT.regularExpression()).isEqualTo("cf_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}");
        assertThat(FORMAT.generate(KeyEnvironment.TEST).secretText()).startsWith("cf_test_");
    }

    /** Worked out by another way than the code's: base 62 by repeated division of zlib's number. */
    @Test
    void theChecksumIsThatOfZipInBase62() {
        String body = "cf_live_0123456789AB_0123456789ABCDEFGHIJKLMNOPQRST";
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        java.math.BigInteger rest = java.math.BigInteger.valueOf(crc.getValue());
        StringBuilder digits = new StringBuilder();
        while (digits.length() < 6) {
            java.math.BigInteger[] parts = rest.divideAndRemainder(java.math.BigInteger.valueOf(62));
            digits.insert(0, DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        assertThat(FORMAT.parse(body + digits)).isNotNull();
        assertThat(rest.signum()).isZero();
    }

    @Test
    void everyOneOfAHundredThousandIsFoundWhereverItStands() {
        Pattern pattern = Pattern.compile(FORMAT.regularExpression());
        String[] around = {"key=%s", "\"%s\"", "https://x/?k=%s&y=1", "A%sB", "%s\n", "Bearer %s.", "x_%s_y"};
        Set<String> ids = new HashSet<>();
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            PresentedKey key = FORMAT.generate(i % 2 == 0 ? KeyEnvironment.LIVE : KeyEnvironment.TEST);
            ids.add(key.id());
            Matcher matcher = pattern.matcher(String.format(around[i % around.length], key.secretText()));
            found += matcher.find() && isKey(matcher.group()) && matcher.group().equals(key.secretText()) ? 1 : 0;
        }
        assertThat(found).isEqualTo(100_000);
        assertThat(ids).hasSize(100_000);
    }

    /** Text of the keys' own characters, with things of the keys' form strewn in: those the checksum has to tell apart. */
    @Test
    void randomTextHoldsNoKey() {
        long size = Boolean.getBoolean("tenancy.proofs") ? 1_000_000_000L : 10_000_000L;
        Pattern pattern = Pattern.compile(FORMAT.regularExpression());
        Random random = new Random(62);
        long read = 0;
        long lookalikes = 0;
        long hits = 0;
        while (read < size) {
            String text = page(random);
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                lookalikes++;
                hits += isKey(matcher.group()) ? 1 : 0;
            }
            read += text.length();
        }
        assertThat(lookalikes).isGreaterThan(size / 40_000);
        assertThat(hits).isZero();
    }

    private static String page(Random random) {
        StringBuilder text = new StringBuilder(20_100);
        boolean hex = random.nextBoolean();
        while (text.length() < 20_000) {
            text.append(hex ? DIGITS.charAt(random.nextInt(16)) : DIGITS.charAt(random.nextInt(62)));
            if (random.nextInt(10_000) == 0) {
                text.append(random.nextBoolean() ? "cf_live_" : "cf_test_").append(digits(random, 12));
                text.append('_').append(digits(random, 36));
            }
        }
        return text.toString();
    }

    private static String digits(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(DIGITS.charAt(random.nextInt(62)));
        }
        return text.toString();
    }

    @Test
    void everyChangeOfOneCharacterIsNoticed() {
        String key = FORMAT.generate(KeyEnvironment.LIVE).secretText();
        for (int place = 0; place < key.length(); place++) {
            for (char other : (DIGITS + "_- ").toCharArray()) {
                if (key.charAt(place) != other) {
                    String changed = key.substring(0, place) + other + key.substring(place + 1);
                    assertThat(FORMAT.parse(changed)).as(place + " " + other).isNull();
                }
            }
        }
        assertThat(FORMAT.parse(key + "0")).isNull();
        assertThat(FORMAT.parse(key.substring(1))).isNull();
        assertThat(FORMAT.parse("")).isNull();
        assertThat(FORMAT.parse(
                        ApiKeyFormat.of("ab").generate(KeyEnvironment.LIVE).secretText()))
                .isNull();
    }

    @Test
    void aPrefixIsWhatTheConfigurationAllows() {
        for (String wrong : new String[] {"", "1a", "CF", "c_f", "aaaaaaaaaaaaaaaaa", "ä"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ApiKeyFormat.of(wrong));
        }
    }
}
