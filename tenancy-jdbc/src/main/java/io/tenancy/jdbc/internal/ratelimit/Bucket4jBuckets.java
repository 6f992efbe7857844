package io.tenancy.jdbc.internal.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;

/** Buckets that Bucket4j keeps in some server. Thread-safe. */
public final class Bucket4jBuckets implements SharedBuckets {
    private final ProxyManager<String> proxies;

    /**
     * Keeps them where the proxies do.
     *
     * @param proxies the server, by name of the bucket
     */
    public Bucket4jBuckets(ProxyManager<String> proxies) {
        this.proxies = proxies;
    }

    @Override
    public Taken take(RateLimit limit, RateSubject subject, long wanted) {
        VerboseResult<Long> result = proxies.builder()
                .build(name(limit, subject), () -> configuration(limit))
                .asVerbose()
                .tryConsumeAsMuchAsPossible(wanted);
        return taken(result);
    }

    /** What Bucket4j tells of a bucket, in our words. */
    static Taken taken(VerboseResult<Long> result) {
        long now = result.getOperationTimeNanos();
        return new Taken(
                result.getValue(),
                Math.max(0, result.getState().getAvailableTokens()),
                result.getState().calculateDelayNanosAfterWillBePossibleToConsume(1, now, true),
                result.getDiagnostics().calculateFullRefillingTime());
    }

    /** A bucket keeps what it was made with, so a limit that is declared anew gets new buckets. */
    private static String name(RateLimit limit, RateSubject subject) {
        return limit.name()
                + ' '
                + limit.capacity()
                + '/'
                + limit.window().toSeconds()
                + ' '
                + subject.by()
                + ' '
                + subject.value();
    }

    private static BucketConfiguration configuration(RateLimit limit) {
        return BucketConfiguration.builder().addLimit(bandwidth(limit)).build();
    }

    static Bandwidth bandwidth(RateLimit limit) {
        return Bandwidth.builder()
                .capacity(limit.capacity())
                .refillGreedy(limit.capacity(), limit.window())
                .build();
    }
}
