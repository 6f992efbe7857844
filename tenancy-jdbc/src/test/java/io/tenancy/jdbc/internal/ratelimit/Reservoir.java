package io.tenancy.jdbc.internal.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shared buckets in memory: several nodes of one test share an instance. */
final class Reservoir implements SharedBuckets {
    private final Clock clock;
    private final Map<RateSubject, Bucket> buckets = new ConcurrentHashMap<>();

    Reservoir(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Taken take(RateLimit limit, RateSubject subject, long wanted) {
        var result = buckets.computeIfAbsent(
                        subject,
                        key -> Bucket.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(limit.capacity())
                                        .refillGreedy(limit.capacity(), limit.window())
                                        .build())
                                .withCustomTimePrecision(new BucketClock(clock))
                                .build())
                .asVerbose()
                .tryConsumeAsMuchAsPossible(wanted);
        return new Taken(
                result.getValue(),
                result.getState().getAvailableTokens(),
                result.getState()
                        .calculateDelayNanosAfterWillBePossibleToConsume(1, result.getOperationTimeNanos(), true),
                result.getDiagnostics().calculateFullRefillingTime());
    }
}
