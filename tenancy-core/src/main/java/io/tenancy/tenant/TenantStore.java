package io.tenancy.tenant;

import java.util.Optional;

/**
 * Looks tenants up. Answers say what the registry knows and never invent a tenant: unknown is empty, not a default.
 *
 * <p>Implementations are thread-safe. A store that cannot answer throws {@link RegistryUnavailableException}; it never answers empty
 * for that reason.
 */
public interface TenantStore {
    /**
     * Finds by exact key. A key that was renamed away is not found.
     *
     * @param key the key
     * @return the tenant in whatever status, or empty
     * @throws RegistryUnavailableException if the registry cannot be asked
     */
    Optional<Tenant> findByKey(TenantKey key);

    /**
     * Finds by id.
     *
     * @param id the id
     * @return the tenant in whatever status, or empty
     * @throws RegistryUnavailableException if the registry cannot be asked
     */
    Optional<Tenant> findById(TenantId id);

    /**
     * Finds by verified custom domain.
     *
     * @param domain a host name as {@code HostName} normalises it
     * @return the tenant in whatever status, or empty if no tenant has proved that it owns the domain
     * @throws RegistryUnavailableException if the registry cannot be asked
     */
    Optional<Tenant> findByDomain(String domain);

    /**
     * Finds by exact key or throws.
     *
     * @param key the key
     * @return the tenant in whatever status
     * @throws TenantNotFoundException if there is none
     * @throws RegistryUnavailableException if the registry cannot be asked
     */
    default Tenant requireByKey(TenantKey key) {
        return findByKey(key).orElseThrow(() -> TenantNotFoundException.byKey(key));
    }
}
