package io.tenancy.ratelimit;

import io.tenancy.internal.Printable;
import java.util.Collection;

/**
 * Takes permits. In steady state a question makes no statement: the node uses up a block it has leased, and fetches the next in the
 * background. Where a tenant is bound, a tenant's or key's bucket is asked for the bound tenant and principal only
 * ({@link io.tenancy.ErrorCode#TENANT_VIOLATION} otherwise). Thread-safe; one for the application.
 *
 * <pre>{@code
 * RateLimitDecision decision = tenancy.rateLimits().check("login", RateSubject.address(peer));
 * if (!decision.allowed()) { .. answer 429 with decision.retryAfter() .. }
 * }</pre>
 */
public interface RateLimits {
    /**
     * Takes one permit.
     *
     * @param limit the limit
     * @param subject whose permit
     * @return the decision
     * @throws IllegalArgumentException if the limit counts another kind of subject
     */
    default RateLimitDecision check(RateLimit limit, RateSubject subject) {
        return check(limit, subject, 1);
    }

    /**
     * Takes some permits, all or none.
     *
     * @param limit the limit
     * @param subject whose permits
     * @param permits 1 to the limit's capacity
     * @return the decision
     * @throws IllegalArgumentException if the limit counts another kind of subject, or can never give so many
     */
    RateLimitDecision check(RateLimit limit, RateSubject subject, long permits);

    /**
     * Takes one permit of a limit that {@code tenancy.yaml} declares.
     *
     * @param limit the limit's name
     * @param subject whose permit
     * @return the decision
     * @throws IllegalArgumentException if no such limit is declared, or it counts another kind of subject
     */
    default RateLimitDecision check(String limit, RateSubject subject) {
        return check(declared(limit), subject, 1);
    }

    /**
     * Takes one permit, or throws.
     *
     * @param limit the limit's name
     * @param subject whose permit
     * @return the decision, for the answer's headers
     * @throws RateLimitedException if there were too many
     * @throws RateLimitUnavailableException if nobody could count, and the limit refuses then
     */
    default RateLimitDecision require(String limit, RateSubject subject) {
        return check(limit, subject).require();
    }

    /**
     * A limit that {@code tenancy.yaml} declares.
     *
     * @param name its name
     * @return the limit
     * @throws IllegalArgumentException if no such limit is declared
     */
    default RateLimit declared(String name) {
        return declared().stream()
                .filter(limit -> limit.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no rate limit " + Printable.word(name) + " is declared"));
    }

    /**
     * Every limit that {@code tenancy.yaml} declares.
     *
     * @return the limits, in the file's order
     */
    Collection<RateLimit> declared();
}
