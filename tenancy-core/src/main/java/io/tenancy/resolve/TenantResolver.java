package io.tenancy.resolve;

import io.tenancy.tenant.TenantKey;
import java.util.Optional;

/**
 * Looks at one place of a request for a tenant's key. {@link Resolvers} has the usual ones; implement this for a place of your own.
 *
 * <p>Implementations are thread-safe and do not guess: where the place is empty the answer is empty, and where it holds something
 * that is no key they throw {@link TenantKey.InvalidTenantKeyException}. They never answer a default.
 */
public interface TenantResolver {
    /**
     * The name under which a {@link Resolution} records this resolver, such as {@code claim:tenant}. Unique within a chain.
     *
     * @return a short name, always the same
     */
    String name();

    /**
     * Whether the place was authenticated before it was put into the request, so that its answer is more than the client's wish.
     *
     * @return true for claims and API keys
     */
    boolean isAuthenticated();

    /**
     * Looks for the key.
     *
     * @param request the request
     * @return the key named there, or empty if this place names none
     * @throws TenantKey.InvalidTenantKeyException if something else than a key stands there
     * @throws io.tenancy.tenant.RegistryUnavailableException if the registry has to be asked and does not answer
     */
    Optional<TenantKey> resolve(TenantRequest request);
}
