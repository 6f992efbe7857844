package io.tenancy.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.benchmarks.contender.Way;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That the comparison runs at all and counts round trips rightly; no test looks at a time. */
class CompareTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new Compare())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void everyContenderFinishesWithItsRoundTrips() {
        int exit = run("--seconds=0.1", "--tenants=3", "--rows=100", "--threads=2", "--latency=0", "-o", "json");
        assertThat(exit).as(err.toString()).isZero();
        String json = out.toString();
        assertThat(json).contains("\"query\" : \"point\"", "\"query\" : \"list\"", "\"expectations\"");
        for (Way way : Way.values()) {
            assertThat(json).contains("\"name\" : \"" + way.label() + "\"");
        }
        assertThat(roundTrips(json, Way.RAW)).isEqualTo("1.0");
        assertThat(roundTrips(json, Way.UNIT)).isEqualTo("1.0");
        assertThat(roundTrips(json, Way.RAW_TRANSACTION)).isEqualTo("2.0");
        assertThat(roundTrips(json, Way.TRANSACTION)).isEqualTo("2.0");
        assertThat(roundTrips(json, Way.THREE_STEPS)).isEqualTo("3.0");
        assertThat(roundTrips(json, Way.SET_RESET)).isEqualTo("3.0");
        assertThat(roundTrips(json, Way.HIBERNATE)).isEqualTo("2.0");
    }

    private static String roundTrips(String json, Way way) {
        String rest = json.substring(json.indexOf("\"name\" : \"" + way.label() + "\""));
        int begin = rest.indexOf("\"roundTrips\" : ") + "\"roundTrips\" : ".length();
        return rest.substring(begin, rest.indexOf(',', begin));
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(run("--rows=10")).isEqualTo(2);
        assertThat(err.toString()).contains("--rows must be a multiple of 50");
    }
}
