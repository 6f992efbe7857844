package io.tenancy.jdbc.internal.ratelimit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.SharedBuckets.Taken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this node has taken of one shared bucket and not used yet, and what it last heard of the rest. Moments are nanoseconds since
 * 1970. Thread-safe.
 */
final class Lease {
    private final RateLimit limit;
    private long permits;
    private long left;
    private long fullAt;
    /** Until then the shared bucket has nothing, so nobody asks. */
    private long emptyUntil = Long.MIN_VALUE;

    private @Nullable CompletableFuture<Boolean> renewal;

    Lease(RateLimit limit) {
        this.limit = limit;
    }

    /** A decision from what is known here, or null if the shared bucket must be asked. */
    synchronized @Nullable RateLimitDecision decide(long wanted, long now) {
        if (permits >= wanted) {
            permits -= wanted;
            return new RateLimitDecision(limit, true, permits + left, until(fullAt, now), true);
        }
        if (now < emptyUntil) {
            long more = Math.multiplyExact(wanted - permits - 1, limit.window().toNanos() / limit.capacity());
            return new RateLimitDecision(limit, false, permits + left, until(emptyUntil + more, now), true);
        }
        return null;
    }

    /** How many to ask for, so that the node holds a block, or what somebody wants at once. */
    synchronized long missing(long wanted) {
        return Math.max(limit.block(), wanted) - permits;
    }

    /** Whether it is time to fetch the next block before this one is used up. */
    synchronized boolean isLow(long now) {
        return limit.block() > 1 && permits <= limit.block() / 4 && now >= emptyUntil && renewal == null;
    }

    /** The running renewal, or a new one: one at a time for all threads. */
    @CanIgnoreReturnValue
    synchronized CompletableFuture<Boolean> renew(Supplier<CompletableFuture<Boolean>> start) {
        if (renewal == null || renewal.isDone()) {
            CompletableFuture<Boolean> started = start.get();
            renewal = started.isDone() ? null : started;
            return started;
        }
        return renewal;
    }

    synchronized void add(Taken taken, long wanted, long now) {
        permits += taken.permits();
        left = taken.left();
        fullAt = now + taken.nanosToFull();
        emptyUntil = taken.permits() < wanted ? now + Math.max(1, taken.nanosToNext()) : Long.MIN_VALUE;
        renewal = null;
    }

    synchronized void failed() {
        renewal = null;
    }

    private static Duration until(long moment, long now) {
        return Duration.ofNanos(Math.max(0, moment - now));
    }
}
