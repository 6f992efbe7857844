package io.tenancy.benchmarks.compare;

import java.time.Duration;

/**
 * How long and on what a comparison runs.
 *
 * @param perCourse the time for one query at one latency, warm-up aside
 * @param tenants how many tenants
 * @param rows how many rows each has
 * @param threads how many threads measure throughput, on as many connections
 */
record Settings(Duration perCourse, int tenants, int rows, int threads) {
    private static final int FEWEST = 10;

    /** How long each contender runs before anything counts. */
    Duration warmUp() {
        return perCourse.dividedBy(30);
    }

    /** How long one chunk of throughput is: long against a time slice, short against the drift of the machine. */
    Duration chunk() {
        Duration chunk = perCourse.dividedBy(100);
        Duration longest = Duration.ofMillis(100);
        return chunk.compareTo(longest) > 0 ? longest : chunk;
    }

    /** How many executions one chunk of latency has. */
    int executions(Duration latency) {
        long most = latency.isZero() ? 300 : 60;
        return (int) Math.max(FEWEST, Math.min(most, perCourse.toMillis() / 20));
    }
}
