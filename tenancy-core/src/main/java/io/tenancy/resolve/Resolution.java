package io.tenancy.resolve;

import io.tenancy.tenant.TenantKey;
import java.util.Objects;

/**
 * The tenant that a request names, and why: for audit, for support, and for what may be done with an answer that nobody
 * authenticated.
 *
 * @param key the tenant's key; whether such a tenant exists is the store's to say
 * @param resolver the name of the resolver that said so, the first of the chain if several agree
 * @param authenticated whether that resolver's source was authenticated
 */
public record Resolution(TenantKey key, String resolver, boolean authenticated) {
    /**
     * Checks the components.
     *
     * @param key the key
     * @param resolver the resolver's name
     * @param authenticated whether the source was authenticated
     * @throws NullPointerException if a component is null
     */
    public Resolution {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(resolver, "resolver");
    }
}
