package io.tenancy.benchmarks.compare;

import io.tenancy.benchmarks.contender.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of one course.
 *
 * @param shape what was read
 * @param latency injected into every round trip
 * @param threads how many measured throughput
 * @param roundTrips per execution, counted on the wire
 * @param samples one per round, in the order of the rounds
 */
record Standings(
        Shape shape, Duration latency, int threads, Map<Way, Double> roundTrips, Map<Way, List<Sample>> samples) {
    private static final double QUIET = 0.2;
    private static final double MIDDLE = 0.5;

    /** One of the things that are measured. */
    enum Metric {
        LATENCY,
        THROUGHPUT,
        CPU,
        CLIENT_CPU;

        private double cost(Sample sample) {
            return switch (this) {
                case LATENCY -> sample.latency();
                case THROUGHPUT -> sample.timePerExecution();
                case CLIENT_CPU -> sample.clientCpu();
                case CPU -> sample.cpu().orElse(Double.NaN);
            };
        }
    }

    /**
     * A ratio to another contender.
     *
     * @param median of the ratios of all rounds
     * @param quiet the ratio between the p20 of both: of the rounds that were disturbed least
     */
    record Ratio(double median, double quiet) {}

    int rounds() {
        return of(Way.RAW).size();
    }

    /** Empty if it could not be measured. */
    Optional<Ratio> ratio(Metric metric, Way way, Way base) {
        if (metric == Metric.CPU && of(way).get(0).cpu().isEmpty()) {
            return Optional.empty();
        }
        List<Double> costs = costs(metric, way);
        List<Double> baseCosts = costs(metric, base);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            ratios.add(ratio(metric, costs.get(i), baseCosts.get(i)));
        }
        double quiet = ratio(metric, quantile(costs, QUIET), quantile(baseCosts, QUIET));
        return Optional.of(new Ratio(quantile(ratios, MIDDLE), quiet));
    }

    /** Median cost in nanoseconds; for people who want to know the order of magnitude. */
    OptionalDouble nanos(Metric metric, Way way) {
        double nanos = quantile(costs(metric, way), MIDDLE);
        return Double.isNaN(nanos) ? OptionalDouble.empty() : OptionalDouble.of(nanos);
    }

    private static double ratio(Metric metric, double cost, double baseCost) {
        return metric == Metric.THROUGHPUT ? baseCost / cost : cost / baseCost;
    }

    private List<Double> costs(Metric metric, Way way) {
        return of(way).stream().map(metric::cost).toList();
    }

    double roundTripsOf(Way way) {
        return Objects.requireNonNull(roundTrips.get(way), "roundTrips");
    }

    private List<Sample> of(Way way) {
        return Objects.requireNonNull(samples.get(way), "samples");
    }

    private static double quantile(List<Double> values, double q) {
        List<Double> sorted = values.stream().sorted().toList();
        double at = q * (sorted.size() - 1);
        int low = (int) Math.floor(at);
        int high = (int) Math.ceil(at);
        return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
    }
}
