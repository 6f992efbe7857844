package io.tenancy.jdbc.internal.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import java.time.Clock;

/**
 * Buckets in this process, for an application that has neither a worker connection nor Redis: every node counts for itself. At most
 * 100,000 are remembered. Thread-safe.
 */
public final class LocalBuckets implements SharedBuckets {
    private static final int MOST = 100_000;

    private final Clock clock;
    private final Cache<Place, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Place(RateLimit limit, RateSubject subject) {}

    /**
     * Starts with full buckets.
     *
     * @param clock the time by which they fill
     */
    public LocalBuckets(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Taken take(RateLimit limit, RateSubject subject, long wanted) {
        return Bucket4jBuckets.taken(
                buckets.get(new Place(limit, subject), this::bucket).asVerbose().tryConsumeAsMuchAsPossible(wanted));
    }

    private Bucket bucket(Place place) {
        Bandwidth bandwidth = Bucket4jBuckets.bandwidth(place.limit);
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(new BucketClock(clock))
                .build();
    }
}
