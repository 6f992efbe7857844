package io.tenancy.benchmarks.compare;

import io.tenancy.benchmarks.compare.Standings.Metric;
import io.tenancy.benchmarks.contender.Way;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the project promises of a point read; looked at after every run, never enforced: a busy machine is no bug. */
enum Expectation {
    LATENCY_FAR("unit: latency of raw", true, Metric.LATENCY, Way.UNIT, Way.RAW, 1.05, false),
    THROUGHPUT_FAR("unit: throughput of three-step", true, Metric.THROUGHPUT, Way.UNIT, Way.THREE_STEPS, 2.8, true),
    CPU_NEAR("unit: backend CPU of raw", false, Metric.CPU, Way.UNIT, Way.RAW, 1.45, false),
    THROUGHPUT_NEAR("unit: throughput of raw", false, Metric.THROUGHPUT, Way.UNIT, Way.RAW, 0.65, true),
    TRANSACTION_FAR("tx: latency of raw tx", true, Metric.LATENCY, Way.TRANSACTION, Way.RAW_TRANSACTION, 1.05, false);

    private final String label;
    private final boolean far;
    private final Metric metric;
    private final Way way;
    private final Way base;
    private final double bound;
    private final boolean atLeast;

    Expectation(String label, boolean far, Metric metric, Way way, Way base, double bound, boolean atLeast) {
        this.label = label;
        this.far = far;
        this.metric = metric;
        this.way = way;
        this.base = base;
        this.bound = bound;
        this.atLeast = atLeast;
    }

    /**
     * An expectation met or not.
     *
     * @param what what was expected
     * @param bound the bound
     * @param atLeast whether the bound is a lower one
     * @param measured the median ratio
     * @param held whether it held
     */
    record Verdict(String what, double bound, boolean atLeast, double measured, boolean held) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-55s %s %.2f   measured %.2f   %s",
                    what,
                    atLeast ? ">=" : "<=",
                    bound,
                    measured,
                    held ? "held" : "MISSED");
        }
    }

    static List<Verdict> verdicts(Standings standings) {
        return standings.shape() != Shape.POINT
                ? List.of()
                : Arrays.stream(values())
                        .flatMap(expected -> expected.verdict(standings).stream())
                        .toList();
    }

    private Optional<Verdict> verdict(Standings standings) {
        if (far == standings.latency().isZero()) {
            return Optional.empty();
        }
        return standings.ratio(metric, way, base).map(ratio -> {
            boolean held = atLeast ? ratio.median() >= bound : ratio.median() <= bound;
            return new Verdict(
                    label + " at " + Report.millis(standings.latency()), bound, atLeast, ratio.median(), held);
        });
    }
}
