package io.tenancy.observation;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long requests took, in buckets: the exponential histogram of OpenTelemetry at scale 2, over microseconds. Bucket {@code i} holds what
 * took more than 2^(i/4) and at most 2^((i+1)/4) microseconds; bucket 0 also what took less. Immutable.
 *
 * <pre>{@code
 * Duration p99 = period.latency().percentile(99);
 * }</pre>
 *
 * <p>A percentile is off by at most {@value #ERROR_PERCENT} % of itself: the middle of a bucket is within 2^(1/8) of all that is in it. What
 * took more than {@link #LONGEST} counts as that. Histograms of different nodes, minutes and tenants add up without further loss.
 */
public final class LatencyHistogram {
    /** How much a percentile may be off, in percent of itself. */
    public static final double ERROR_PERCENT = 9.1;

    /** The number of buckets. */
    public static final int BUCKETS = 152;

    /** What took longer counts as this: about 76 hours. */
    public static final Duration LONGEST = Duration.ofMillis((1L << 38) / 1000);

    /** Of nothing. */
    public static final LatencyHistogram EMPTY = new LatencyHistogram(Collections.emptySortedMap());

    private static final double PER_OCTAVE = 4;

    private final SortedMap<Integer, Long> counts;
    private final long count;

    private LatencyHistogram(SortedMap<Integer, Long> counts) {
        this.counts = counts;
        this.count = counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A histogram of counted buckets.
     *
     * @param counts how many in which bucket
     * @return the histogram
     * @throws IllegalArgumentException if there is no such bucket, or a count is negative
     */
    public static LatencyHistogram of(Map<Integer, Long> counts) {
        TreeMap<Integer, Long> kept = new TreeMap<>();
        counts.forEach((bucket, number) -> {
            if (bucket < 0 || bucket >= BUCKETS || number < 0) {
                throw new IllegalArgumentException("bucket " + bucket + " with " + number + " is none");
            }
            if (number > 0) {
                kept.put(bucket, number);
            }
        });
        return new LatencyHistogram(Collections.unmodifiableSortedMap(kept));
    }

    /**
     * The bucket of a latency.
     *
     * @param micros how long it took, in microseconds
     * @return 0 to {@link #BUCKETS} - 1
     */
    public static int bucket(long micros) {
        if (micros <= 1) {
            return 0;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros);
        // Powers of two are bounds, and not left to what a logarithm rounds to.
        int bucket = micros == 1L << octave
                ? (int) (octave * PER_OCTAVE) - 1
                : (int) Math.ceil(Math.log((double) micros) / Math.log(2) * PER_OCTAVE) - 1;
        return Math.min(bucket, BUCKETS - 1);
    }

    /**
     * How many there are.
     *
     * @return the sum of all buckets
     */
    public long count() {
        return count;
    }

    /**
     * The buckets that hold anything.
     *
     * @return how many in which, in order
     */
    public SortedMap<Integer, Long> counts() {
        return counts;
    }

    /**
     * How long the fastest of the slowest took.
     *
     * @param percent such as 50 for the median, 95 or 99.9
     * @return at least so many percent took no longer, within {@value #ERROR_PERCENT} %; zero if nothing was observed
     * @throws IllegalArgumentException if the percentage is not more than 0 and at most 100
     */
    public Duration percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is more than 0 and at most 100, not " + percent);
        }
        long wanted = (long) Math.ceil(count * percent / 100);
        long seen = 0;
        for (Map.Entry<Integer, Long> one : counts.entrySet()) {
            seen += one.getValue();
            if (seen >= wanted) {
                return middle(one.getKey());
            }
        }
        return Duration.ZERO;
    }

    private static Duration middle(int bucket) {
        return Duration.ofNanos(Math.round(1000 * Math.pow(2, (bucket + 0.5) / PER_OCTAVE)));
    }

    /**
     * This and another together.
     *
     * @param other the other
     * @return a new histogram
     */
    public LatencyHistogram plus(LatencyHistogram other) {
        TreeMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bucket, number) -> sum.merge(bucket, number, Long::sum));
        return new LatencyHistogram(Collections.unmodifiableSortedMap(sum));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(counts);
    }

    @Override
    public String toString() {
        return count + " in " + counts;
    }
}
