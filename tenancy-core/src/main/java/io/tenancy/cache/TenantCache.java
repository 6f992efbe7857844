package io.tenancy.cache;

import java.util.Optional;

/**
 * Remembers values of the bound tenant. What was loaded inside one tenant is never given inside another, nor to somebody who sees other
 * branches. Thread-safe; lives as long as the tenancy that made it.
 *
 * <pre>{@code
 * TenantCache<String, PriceList> prices = tenancy.cache(
 *         TenantCacheSettings.named("prices").expireAfter(Duration.ofMinutes(10)),
 *         currency -> new PriceList(tenancy.dsl().fetch("select item, cents from price where currency = ?", currency)));
 * PriceList list = prices.get("USD");
 * }</pre>
 *
 * <p>A tenant's values are dropped when anything of the tenant changes in the registry: at once with the connection {@code listen}, else
 * within two seconds. A tenant that is not active gets nothing.
 *
 * @param <K> keys, with {@code equals}
 * @param <V> values, best immutable: every caller gets the same one
 */
public interface TenantCache<K, V> {
    /**
     * Gives the value of a key, and loads it if it is not there: once, however many ask at the same time. The loader runs on this thread,
     * inside the bound tenant, without a principal unless the cache is {@link TenantCacheSettings#forEachPrincipal}. What it throws passes
     * through, and nothing is remembered. It must not ask the same cache.
     *
     * @param key the key
     * @return the value
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     * @throws io.tenancy.tenant.TenantNotActiveException if the bound tenant is not active by now
     */
    V get(K key);

    /**
     * The value of a key if it is there; loads nothing.
     *
     * @param key the key
     * @return the value, or empty
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     * @throws io.tenancy.tenant.TenantNotActiveException if the bound tenant is not active by now
     */
    Optional<V> find(K key);

    /**
     * Forgets a key of the bound tenant on this node, for all principals and branches. Call it after the commit of what changed it: other
     * nodes keep theirs until it expires.
     *
     * @param key the key
     */
    void invalidate(K key);

    /** Forgets all that the bound tenant has here, on this node. */
    void invalidateAll();

    /**
     * How it is doing, all tenants together.
     *
     * @return a snapshot
     */
    CacheStatistics statistics();
}
