package io.tenancy.jdbc.internal.observation;

import io.tenancy.observation.LatencyHistogram;
import java.util.StringJoiner;

/** What a tenant did in a minute. Not thread-safe. */
final class MinuteSum {
    private final long[] buckets = new long[LatencyHistogram.BUCKETS];
    private long requests;
    private long errors;
    private long micros;
    private long slowest;

    void add(long latency, boolean isError) {
        buckets[LatencyHistogram.bucket(latency)]++;
        requests++;
        errors += isError ? 1 : 0;
        micros += latency;
        slowest = Math.max(slowest, latency);
    }

    void add(MinuteSum other) {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        requests += other.requests;
        errors += other.errors;
        micros += other.micros;
        slowest = Math.max(slowest, other.slowest);
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    long micros() {
        return micros;
    }

    long slowest() {
        return slowest;
    }

    /** The buckets that hold anything, as the text of an array. */
    String places() {
        StringJoiner places = new StringJoiner(",", "{", "}");
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] > 0) {
                places.add(Integer.toString(i));
            }
        }
        return places.toString();
    }

    /** How many in each of them. */
    String counts() {
        StringJoiner counts = new StringJoiner(",", "{", "}");
        for (long count : buckets) {
            if (count > 0) {
                counts.add(Long.toString(count));
            }
        }
        return counts.toString();
    }
}
