package io.tenancy.jdbc.internal.ratelimit;

import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import java.util.concurrent.atomic.AtomicInteger;

/** Shared buckets that can be taken away, and that count how often they were asked. */
final class FakeBuckets implements SharedBuckets {
    private final SharedBuckets real;
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;

    FakeBuckets(SharedBuckets real) {
        this.real = real;
    }

    @Override
    public Taken take(RateLimit limit, RateSubject subject, long wanted) {
        asked.incrementAndGet();
        if (down) {
            throw new IllegalStateException("taken away");
        }
        return real.take(limit, subject, wanted);
    }
}
