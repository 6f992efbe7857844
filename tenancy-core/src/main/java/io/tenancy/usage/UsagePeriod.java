package io.tenancy.usage;

import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of time over which usage is counted, from {@code start} on and before {@code end}. Immutable.
 *
 * @param start the first instant that belongs to it; also the key under which counters of the period are kept
 * @param end the first instant that does not belong to it any more
 */
public record UsagePeriod(Instant start, Instant end) {
    /**
     * Checks the components.
     *
     * @param start the first instant
     * @param end the first instant after it
     * @throws IllegalArgumentException if it would hold no instant
     */
    public UsagePeriod {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period ends after it starts: " + start + ".." + end);
        }
    }

    /**
     * Whether an instant belongs to it.
     *
     * @param instant the instant
     * @return true from start on and before end
     */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
