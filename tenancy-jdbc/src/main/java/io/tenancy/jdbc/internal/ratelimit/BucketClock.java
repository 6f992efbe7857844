package io.tenancy.jdbc.internal.ratelimit;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;

/**
 * The application's clock, as Bucket4j wants it: nanoseconds since 1970, the same on every node.
 *
 * @param clock the clock
 */
public record BucketClock(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
