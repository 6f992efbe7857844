package io.tenancy.ratelimit;

/**
 * Buckets that all nodes share, one for each limit and subject. Implementations are thread-safe, may block for as long as their server
 * does, and throw any {@link RuntimeException} when it does not answer; whoever asks bounds the time.
 */
public interface SharedBuckets {
    /**
     * Takes as many permits as there are, up to a number.
     *
     * @param limit how the bucket fills
     * @param subject whose bucket; one that was never asked for is full
     * @param wanted at least 1
     * @return what was taken
     */
    Taken take(RateLimit limit, RateSubject subject, long wanted);

    /**
     * What was taken.
     *
     * @param permits 0 to what was wanted
     * @param left what the bucket has left
     * @param nanosToNext until there is one more permit, 0 if there is one
     * @param nanosToFull until the bucket is full again
     */
    record Taken(long permits, long left, long nanosToNext, long nanosToFull) {}
}
