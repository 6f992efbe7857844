package io.tenancy.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How a tenant, or all, were served in a stretch of time. Immutable.
 *
 * @param from from when on, in UTC
 * @param until until before when
 * @param requests how many requests
 * @param errors how many of them failed
 * @param total how long all took together
 * @param slowest how long the slowest took
 * @param latency how long they took, in buckets
 */
public record ObservedPeriod(
        Instant from,
        Instant until,
        long requests,
        long errors,
        Duration total,
        Duration slowest,
        LatencyHistogram latency) {
    /**
     * Checks the components.
     *
     * @param from from when on
     * @param until until before when
     * @param requests how many
     * @param errors how many failed
     * @param total how long all took
     * @param slowest how long the slowest took
     * @param latency in buckets
     */
    public ObservedPeriod {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(slowest, "slowest");
        Objects.requireNonNull(latency, "latency");
    }

    /**
     * A stretch of time in which nothing was observed.
     *
     * @param from from when on
     * @param until until before when
     * @return the period
     */
    public static ObservedPeriod nothing(Instant from, Instant until) {
        return new ObservedPeriod(from, until, 0, 0, Duration.ZERO, Duration.ZERO, LatencyHistogram.EMPTY);
    }

    /**
     * The share of requests that failed.
     *
     * @return 0 to 1; 0 if there were none
     */
    public double errorRate() {
        return requests == 0 ? 0 : (double) errors / requests;
    }

    /**
     * How long a request took on average; exact.
     *
     * @return zero if there were none
     */
    public Duration mean() {
        return requests == 0 ? Duration.ZERO : total.dividedBy(requests);
    }

    /**
     * How long it took at most for so many percent, within {@value LatencyHistogram#ERROR_PERCENT} % and never more than the slowest.
     *
     * @param percent such as 95
     * @return zero if there were no requests
     */
    public Duration percentile(double percent) {
        Duration estimate = latency.percentile(percent);
        return estimate.compareTo(slowest) > 0 ? slowest : estimate;
    }
}
