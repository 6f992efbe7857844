package io.tenancy.jdbc.internal.ratelimit;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the shared buckets answer. While they do not, one question a second finds out whether they do again. Thread-safe. */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final long PAUSE = 1_000_000_000L;
    private static final long CLOSED = Long.MIN_VALUE;

    private final AtomicLong nextProbe = new AtomicLong(CLOSED);

    /** Whether to ask; of many callers after a pause one is told yes. */
    boolean mayAsk(long now) {
        long probe = nextProbe.get();
        return probe == CLOSED || (now >= probe && nextProbe.compareAndSet(probe, now + PAUSE));
    }

    boolean isOpen() {
        return nextProbe.get() != CLOSED;
    }

    void succeeded() {
        if (nextProbe.getAndSet(CLOSED) != CLOSED) {
            LOG.info("Rate limits: the shared buckets answer again");
        }
    }

    void failed(long now, Throwable reason) {
        if (nextProbe.getAndSet(now + PAUSE) == CLOSED) {
            LOG.warn(
                    "Rate limits: the shared buckets do not answer; every limit now does what it declares for that",
                    reason);
        }
    }
}
