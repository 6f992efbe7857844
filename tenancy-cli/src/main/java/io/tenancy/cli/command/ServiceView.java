package io.tenancy.cli.command;

import io.tenancy.observation.ObservedPeriod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How somebody was served, in both forms. */
final class ServiceView {
    private static final double PERCENT = 100;
    private static final double MICROS = 1000;
    private static final double NANOS_OF_A_MICRO = 1000;

    private ServiceView() {}

    static Map<String, @Nullable Object> tree(ObservedPeriod one) {
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        latency.put("meanMillis", millis(one.mean()));
        latency.put("p50Millis", millis(one.percentile(50)));
        latency.put("p95Millis", millis(one.percentile(95)));
        latency.put("p99Millis", millis(one.percentile(99)));
        latency.put("slowestMillis", millis(one.slowest()));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("from", one.from());
        tree.put("until", one.until());
        tree.put("requests", one.requests());
        tree.put("errors", one.errors());
        tree.put("errorRate", one.errorRate());
        tree.put("latency", one.requests() == 0 ? null : latency);
        return tree;
    }

    static double millis(Duration duration) {
        return Math.round((double) duration.toNanos() / NANOS_OF_A_MICRO) / MICROS;
    }

    /** Such as {@code 3 (0.4 %)}. */
    static String errors(ObservedPeriod one) {
        return one.errors() == 0 ? "0" : one.errors() + " (" + rate(one) + ")";
    }

    static String rate(ObservedPeriod one) {
        double percent = PERCENT * one.errorRate();
        return one.errors() > 0 && percent < 0.1 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static @Nullable String latency(ObservedPeriod one) {
        return one.requests() == 0
                ? null
                : "median " + time(one.percentile(50)) + ", 95 % " + time(one.percentile(95)) + ", 99 % "
                        + time(one.percentile(99)) + ", slowest " + time(one.slowest());
    }

    /** Three digits are all that an estimate has, and all that people read. */
    static String time(Duration duration) {
        double millis = millis(duration);
        if (millis >= 1000) {
            return String.format(Locale.ROOT, millis >= 100_000 ? "%.0f s" : "%.1f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis >= 10 ? "%.0f ms" : "%.2f ms", millis);
    }
}
