package io.tenancy.benchmarks.compare;

import io.tenancy.benchmarks.compare.Standings.Metric;
import io.tenancy.benchmarks.contender.Way;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Standings as plain text. */
final class Report {
    private static final String ROW = "%-11s %11s  %-13s %-13s %-13s %-13s %s%n";

    private Report() {}

    static void begin(PrintWriter out, Settings settings) {
        out.printf(
                "%d tenants, %d rows each. Ratios to raw: the median of all rounds, and in brackets of the quietest fifth.%n%n",
                settings.tenants(), settings.rows());
        for (Way way : Way.values()) {
            out.printf("  %-11s %s%n", way.label(), way.description());
        }
        out.flush();
    }

    static void print(PrintWriter out, Standings standings) {
        out.printf(
                "%n%s, %s injected per round trip, %d threads for throughput, %d rounds%n",
                standings.shape().label(), millis(standings.latency()), standings.threads(), standings.rounds());
        out.printf(ROW, "", "round trips", "latency", "throughput", "backend CPU", "client CPU", "absolute");
        for (Way way : Way.values()) {
            out.printf(
                    ROW,
                    way.label(),
                    number(standings.roundTripsOf(way)),
                    ratio(standings, Metric.LATENCY, way),
                    ratio(standings, Metric.THROUGHPUT, way),
                    ratio(standings, Metric.CPU, way),
                    ratio(standings, Metric.CLIENT_CPU, way),
                    absolute(standings, way));
        }
        if (standings.nanos(Metric.CPU, Way.RAW).isEmpty()) {
            out.println("backend CPU: not measured, because /proc/PID/stat of the server cannot be read here");
        }
        out.flush();
    }

    static void print(PrintWriter out, List<Expectation.Verdict> verdicts) {
        if (!verdicts.isEmpty()) {
            out.printf("%nexpected of a point read%n");
            verdicts.forEach(verdict -> out.println("  " + verdict));
        }
        out.flush();
    }

    private static String ratio(Standings standings, Metric metric, Way way) {
        return standings
                .ratio(metric, way, Way.RAW)
                .map(r -> String.format(Locale.ROOT, "%.2f (%.2f)", r.median(), r.quiet()))
                .orElse("-");
    }

    private static String absolute(Standings standings, Way way) {
        double latency = standings.nanos(Metric.LATENCY, way).orElse(Double.NaN);
        double each = standings.nanos(Metric.THROUGHPUT, way).orElse(Double.NaN);
        return String.format(Locale.ROOT, "%.0f us, %.0f/s", latency / 1_000, 1e9 / each)
                + standings.nanos(Metric.CPU, way).stream()
                        .mapToObj(cpu -> String.format(Locale.ROOT, ", CPU %.0f us", cpu / 1_000))
                        .findFirst()
                        .orElse("");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((int) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    static String millis(Duration latency) {
        return String.format(Locale.ROOT, "%s ms", latency.toNanos() / 1e6).replace(".0 ms", " ms");
    }
}
