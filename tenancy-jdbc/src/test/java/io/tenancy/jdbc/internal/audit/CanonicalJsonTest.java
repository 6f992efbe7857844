package io.tenancy.jdbc.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/** Ours is RFC 8785, as somebody else's library writes it. */
class CanonicalJsonTest {
    private static final String NAMES = "abcxyzABCXYZ0189";

    @Test
    void writesWhatAnotherImplementationWrites() throws IOException {
        Random random = new Random(8785);
        for (int i = 0; i < 3000; i++) {
            Map<String, Object> members = random(random);
            members.put("inner", random(random));
            String ours = CanonicalJson.write(members);
            assertThat(new JsonCanonicalizer(ours).getEncodedString()).isEqualTo(ours);
        }
    }

    private static Map<String, Object> random(Random random) {
        Map<String, Object> members = new HashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            StringBuilder name = new StringBuilder("n");
            for (int j = random.nextInt(6); j > 0; j--) {
                name.append(NAMES.charAt(random.nextInt(NAMES.length())));
            }
            members.put(
                    name.toString(),
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextLong() >> 10 + random.nextInt(50);
                        case 1 -> random.nextBoolean();
                        case 2 -> text(random);
                        default -> "";
                    });
        }
        return members;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int bound = random.nextBoolean() ? 0x80 : 0x11_0000;
            int one = 1 + random.nextInt(bound - 1);
            text.appendCodePoint(one >= 0xD800 && one < 0xE000 ? '"' : one);
        }
        return text.toString();
    }

    @Test
    void nothingElseCanBeWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(Map.of("a", 1.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(Map.of("a", List.of())));
    }

    @Test
    void detailsAreReadAsTheyWereWritten() throws SQLException {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Map<String, Object> members = random(random);
            assertThat(DetailsJson.read(CanonicalJson.write(members))).isEqualTo(members);
            assertThat(DetailsJson.read(CanonicalJson.write(members).replace("\":", "\" : ")))
                    .hasSameSizeAs(members);
        }
        for (String wrong : List.of(
                "", "{", "[]", "{\"a\"}", "{\"a\":}", "{\"a\":1.5}", "{\"a\":[1]}", "{} x", "{\"a\":\"\\q\"}")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DetailsJson.read(wrong))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("22023"));
        }
    }
}
