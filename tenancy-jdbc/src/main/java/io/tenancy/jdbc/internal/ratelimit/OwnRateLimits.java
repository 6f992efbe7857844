package io.tenancy.jdbc.internal.ratelimit;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.ratelimit.RateSubject;
import java.util.Collection;
import java.util.Map;

/** Inside a tenant nobody looks into, or drains, the bucket of another tenant or of another's key. Thread-safe. */
public final class OwnRateLimits implements RateLimits {
    private final RateLimits all;

    /**
     * Fences them.
     *
     * @param all answers for whoever is asked about
     */
    public OwnRateLimits(RateLimits all) {
        this.all = all;
    }

    @Override
    public RateLimitDecision check(RateLimit limit, RateSubject subject, long permits) {
        TenantBinding bound = TenantContext.current();
        if (bound != null && isForeign(bound, subject)) {
            throw new TenancyException(
                    ErrorCode.TENANT_VIOLATION,
                    "The rate limit is asked for somebody else than who is bound",
                    "Ask for the bound tenant or the bound principal, or outside of the scope",
                    Map.of("tenant", bound.tenant().id().toString(), "limit", limit.name()),
                    null);
        }
        return all.check(limit, subject, permits);
    }

    private static boolean isForeign(TenantBinding bound, RateSubject subject) {
        return switch (subject.by()) {
            case TENANT -> !subject.equals(RateSubject.tenant(bound.tenant().id()));
            case KEY ->
                bound.principal() != null
                        && !subject.equals(RateSubject.key(bound.principal().id()));
            default -> false;
        };
    }

    @Override
    public Collection<RateLimit> declared() {
        return all.declared();
    }
}
