package io.tenancy.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks every resolver, in order, and believes them only if they agree. Immutable, and thread-safe as its resolvers are.
 *
 * <pre>{@code
 * ResolverChain chain = Resolvers.chain(
 *         Resolvers.claim("tenant"),
 *         Resolvers.apiKey(),
 *         Resolvers.verifiedDomain(store),
 *         Resolvers.subdomainOf("example.com"));
 * Resolution resolution = chain.require(request);
 * Tenant tenant = store.requireByKey(resolution.key());
 * }</pre>
 *
 * <p>All are asked even after the first answer: a token of one tenant sent to the host of another is an attack or a defect, and both
 * deserve a refusal. Put authenticated sources first, since the first answer is the one that is recorded.
 */
public final class ResolverChain {
    private final List<TenantResolver> resolvers;

    ResolverChain(List<TenantResolver> resolvers) {
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("a chain needs at least one resolver");
        }
        Set<String> names = new HashSet<>();
        for (TenantResolver resolver : resolvers) {
            if (!names.add(resolver.name())) {
                throw new IllegalArgumentException("resolver " + resolver.name() + " is in the chain twice");
            }
        }
        this.resolvers = List.copyOf(resolvers);
    }

    /**
     * The one tenant that the request names.
     *
     * @param request the request
     * @return the key, and the first resolver that named it
     * @throws TenantNotResolvedException if no resolver names a tenant
     * @throws TenantAmbiguousException if two name different tenants
     * @throws io.tenancy.tenant.TenantKey.InvalidTenantKeyException if a place that should hold a key holds something else
     * @throws io.tenancy.tenant.RegistryUnavailableException if the registry has to be asked and does not answer
     */
    public Resolution require(TenantRequest request) {
        List<Resolution> answers = explain(request);
        if (answers.isEmpty()) {
            throw new TenantNotResolvedException(
                    request, resolvers.stream().map(TenantResolver::name).toList());
        }
        Resolution first = answers.get(0);
        for (Resolution other : answers) {
            if (!other.key().equals(first.key())) {
                throw new TenantAmbiguousException(first, other);
            }
        }
        return first;
    }

    /**
     * What each resolver says, for people who ask why. Does not care whether they agree.
     *
     * @param request the request
     * @return the answers in the order of the chain, without those that are empty
     * @throws io.tenancy.tenant.TenantKey.InvalidTenantKeyException if a place that should hold a key holds something else
     * @throws io.tenancy.tenant.RegistryUnavailableException if the registry has to be asked and does not answer
     */
    public List<Resolution> explain(TenantRequest request) {
        List<Resolution> answers = new ArrayList<>();
        for (TenantResolver resolver : resolvers) {
            resolver.resolve(request)
                    .ifPresent(key -> answers.add(new Resolution(key, resolver.name(), resolver.isAuthenticated())));
        }
        return answers;
    }
}
