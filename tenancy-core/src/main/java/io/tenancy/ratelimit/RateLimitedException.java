package io.tenancy.ratelimit;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something was done too often. Try again after {@link #decision()}'s {@link RateLimitDecision#retryAfter()}. */
public final class RateLimitedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private final transient RateLimitDecision decision;

    RateLimitedException(RateLimitDecision decision) {
        super(
                ErrorCode.RATE_LIMITED,
                "Too many: " + decision.limit().capacity() + " in "
                        + decision.limit().window().toSeconds() + " s",
                "Wait, then try again",
                ids(decision),
                null);
        this.decision = decision;
    }

    static Map<String, String> ids(RateLimitDecision decision) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("limit", decision.limit().name());
        ids.put("retryAfter", decision.retryAfter().toString());
        return ids;
    }

    /**
     * What the headers of the answer need.
     *
     * @return the refusal
     */
    public RateLimitDecision decision() {
        return decision;
    }
}
