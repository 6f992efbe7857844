package io.tenancy.apikey;

import io.tenancy.authorization.Permission;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.tenant.Tenant;
import java.util.SortedSet;

/**
 * A key that was accepted. Immutable.
 *
 * @param tenant whose key it is
 * @param principal the key, as principal of a scope
 * @param environment what it is for
 * @param permissions what it may now: its scopes, as far as its creator holds them
 * @param rate what the answer's headers need; the request is counted
 */
public record VerifiedKey(
        Tenant tenant,
        Principal principal,
        KeyEnvironment environment,
        SortedSet<Permission> permissions,
        RateLimitDecision rate) {
    /**
     * What to bind for the request.
     *
     * @return the tenant on behalf of the key
     */
    public TenantBinding binding() {
        return TenantBinding.of(tenant).withPrincipal(principal);
    }
}
