package io.tenancy.ratelimit;

import java.time.Duration;

/**
 * Whether something may be done now, and what the answer's headers need: the policy's name, quota and window are those of
 * {@link #limit()}. Immutable and thread-safe.
 *
 * @param limit the policy that decided
 * @param allowed whether it may be done; the permits are then used up
 * @param remaining permits left for this subject as far as this node knows: other nodes may hold up to a block each. Never negative
 * @param resetAfter if allowed, how long until the bucket is full again when nobody asks any more; else how long until the permits
 *     that were asked for may be there
 * @param counted false if the shared bucket could not be asked and {@link RateLimit#outage()} decided
 */
public record RateLimitDecision(
        RateLimit limit, boolean allowed, long remaining, Duration resetAfter, boolean counted) {
    /**
     * How long the caller should wait: for {@code Retry-After}, never earlier than {@link #resetAfter()}.
     *
     * @return zero if allowed
     */
    public Duration retryAfter() {
        return allowed ? Duration.ZERO : resetAfter;
    }

    /**
     * Insists.
     *
     * @return this
     * @throws RateLimitedException if there were too many
     * @throws RateLimitUnavailableException if nobody could count them, and the limit refuses then
     */
    public RateLimitDecision require() {
        if (allowed) {
            return this;
        }
        throw counted ? new RateLimitedException(this) : new RateLimitUnavailableException(this);
    }
}
