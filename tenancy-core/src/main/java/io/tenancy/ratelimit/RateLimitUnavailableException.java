package io.tenancy.ratelimit;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/** The shared buckets do not answer, and the limit refuses then. */
public final class RateLimitUnavailableException extends TenancyException {
    private static final long serialVersionUID = 1L;

    RateLimitUnavailableException(RateLimitDecision decision) {
        super(
                ErrorCode.RATE_LIMIT_UNAVAILABLE,
                "Nobody can count at present, and the limit refuses then",
                "Check the database or the Redis server behind the limits",
                RateLimitedException.ids(decision),
                null);
    }
}
