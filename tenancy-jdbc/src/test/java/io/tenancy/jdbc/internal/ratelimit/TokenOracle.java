package io.tenancy.jdbc.internal.ratelimit;

import io.tenancy.ratelimit.RateLimit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;

/** What a bucket must do, in exact fractions and in the plainest way: the oracle of the tests. */
final class TokenOracle {
    private final RateLimit limit;
    private BigDecimal tokens;
    private Instant at;

    TokenOracle(RateLimit limit, Instant start) {
        this.limit = limit;
        this.tokens = BigDecimal.valueOf(limit.capacity());
        this.at = start;
    }

    boolean take(Instant now) {
        BigDecimal nanos =
                BigDecimal.valueOf(java.time.Duration.between(at, now).toNanos());
        BigDecimal refill = nanos.multiply(BigDecimal.valueOf(limit.capacity()))
                .divide(BigDecimal.valueOf(limit.window().toNanos()), MathContext.DECIMAL128);
        tokens = tokens.add(refill).min(BigDecimal.valueOf(limit.capacity()));
        at = now;
        if (tokens.compareTo(BigDecimal.ONE) < 0) {
            return false;
        }
        tokens = tokens.subtract(BigDecimal.ONE);
        return true;
    }
}
