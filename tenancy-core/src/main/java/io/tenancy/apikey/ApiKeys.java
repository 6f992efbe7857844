package io.tenancy.apikey;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Keys for machines: made by a member, for what that member may. Thread-safe; one for the application.
 *
 * <pre>{@code
 * NewApiKey made = tenancy.apiKeys().create(ApiKeyRequest.named("Laboratory").scopes(Permission.of("patients:read")));
 * show(made.secretText());                                            // once
 *
 * VerifiedKey key = tenancy.apiKeys().verify(header, KeyUse.from(peer));   // before a tenant is bound
 * try (TenantScope scope = TenantContext.bind(key.binding())) { .. }
 * }</pre>
 *
 * <p>Everything but {@link #verify} works in the bound tenant on behalf of the bound principal, and throws
 * {@link io.tenancy.context.TenantContextMissingException} without a tenant.
 */
public interface ApiKeys {
    /** The longest time for which a rotated key may go on. */
    Duration LONGEST_OVERLAP = Duration.ofDays(30);

    /**
     * Makes a key that acts for the bound principal.
     *
     * @param request what it shall be
     * @return the key and, for the only time, its secret
     * @throws io.tenancy.authorization.EscalationRefusedException if the principal does not hold a scope itself
     * @throws io.tenancy.entitlement.FeatureNotInPlanException if the tenant's plan has no API access
     * @throws IllegalArgumentException if the request names no scope, or an end that is not ahead
     * @throws IllegalStateException if no principal is bound
     */
    NewApiKey create(ApiKeyRequest request);

    /**
     * The tenant's keys, also those that have ended.
     *
     * @return the newest first; no secrets
     */
    List<ApiKey> list();

    /**
     * A key of the tenant.
     *
     * @param id the key's id
     * @return the key
     * @throws ApiKeyNotFoundException if the tenant has no such key
     */
    ApiKey require(UUID id);

    /**
     * Puts a new key in the place of one: same name, scopes, networks, limit and length of life; it acts for the bound principal, who
     * therefore must hold the scopes. The old one goes on for a while.
     *
     * @param id the old key's id
     * @param overlap how long the old one goes on: 0 to 30 days
     * @return the new key and, for the only time, its secret
     * @throws ApiKeyNotFoundException if the tenant has no such key
     * @throws ApiKeyRefusedException if it has ended already
     * @throws io.tenancy.authorization.EscalationRefusedException if the principal does not hold a scope itself
     * @throws IllegalArgumentException if the overlap is out of range
     */
    NewApiKey rotate(UUID id, Duration overlap);

    /**
     * Ends a key now: on this node at once, on every other within a second, or five when notifications do not arrive. Ending it again
     * changes nothing. Whoever made it may, whoever manages roles in the whole tenant, and the key itself.
     *
     * @param id the key's id
     * @return the key as it is now
     * @throws io.tenancy.authorization.EscalationRefusedException if it is somebody else's
     * @throws ApiKeyNotFoundException if the tenant has no such key
     */
    @CanIgnoreReturnValue
    ApiKey revoke(UUID id);

    /**
     * How often a key was used, day by day. Written about once a minute.
     *
     * @param id the key's id
     * @param since the first day, UTC
     * @return the days with any use, oldest first
     */
    List<DailyUse> usage(UUID id, LocalDate since);

    /**
     * Whether somebody who presents a key may go on. Remembered: in steady state nobody is asked, and a malformed key never costs a
     * query. If a tenant is bound already, the key must be that tenant's.
     *
     * @param presented what came with the request
     * @param use from where, and what for
     * @return tenant, principal and what it may now
     * @throws ApiKeyRefusedException if not, with the reason as code
     * @throws io.tenancy.tenant.TenantNotActiveException if the tenant lets nobody in
     * @throws io.tenancy.entitlement.FeatureNotInPlanException if the tenant's plan has no API access
     * @throws io.tenancy.ratelimit.RateLimitedException if the key was used too often
     * @throws io.tenancy.tenant.RegistryUnavailableException if the database does not answer and nothing is remembered that was confirmed
     *     within some seconds: then nobody is let in
     */
    VerifiedKey verify(String presented, KeyUse use);

    /**
     * A day of a key's use.
     *
     * @param day the day, UTC
     * @param accepted requests that were let through
     * @param refused requests with the right secret that were refused all the same
     */
    record DailyUse(LocalDate day, long accepted, long refused) {}
}
