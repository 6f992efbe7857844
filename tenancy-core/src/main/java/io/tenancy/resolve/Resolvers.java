package io.tenancy.resolve;

import io.tenancy.tenant.ReservedKeys;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The usual resolvers, and the chain that asks them. All are immutable and thread-safe.
 *
 * <table>
 * <caption>What each believes</caption>
 * <tr><th>resolver</th><th>place</th><th>authenticated</th><th>names no tenant when</th></tr>
 * <tr><td>{@link #claim}</td><td>verified token</td><td>yes</td><td>the claim is absent</td></tr>
 * <tr><td>{@link #apiKey}</td><td>verified API key</td><td>yes</td><td>no key was sent</td></tr>
 * <tr><td>{@link #verifiedDomain}</td><td>host</td><td>no</td><td>no tenant proved to own it</td></tr>
 * <tr><td>{@link #subdomainOf}</td><td>host</td><td>no</td><td>not one label under the base, or reserved</td></tr>
 * <tr><td>{@link #path}</td><td>path</td><td>no</td><td>another prefix, nothing after it, or reserved</td></tr>
 * <tr><td>{@link #header}</td><td>header</td><td>no</td><td>absent, or the sender is not trusted</td></tr>
 * </table>
 *
 * <p>Where a place is meant for a key and holds something malformed (upper case, {@code ..}, more than 63 characters, letters of
 * other scripts), the request is refused with {@code TENANT_KEY_INVALID}.
 */
public final class Resolvers {
    private Resolvers() {}

    /**
     * Asks all resolvers in this order and refuses disagreement.
     *
     * @param resolvers authenticated ones first
     * @return the chain
     * @throws IllegalArgumentException if there is none, or two have the same name
     */
    public static ResolverChain chain(TenantResolver... resolvers) {
        return new ResolverChain(List.of(resolvers));
    }

    /**
     * Reads the key from a claim of a verified token.
     *
     * @param claim the claim's name; its value must be a string
     * @return the resolver, named {@code claim:NAME}
     */
    public static TenantResolver claim(String claim) {
        return new PlaceResolver("claim:" + claim, true, request -> {
            Object value = request.claim(claim);
            return value == null
                    ? Optional.empty()
                    : Optional.of(TenantKey.of(value instanceof String text ? text : "(" + value.getClass() + ")"));
        });
    }

    /**
     * Takes the tenant of a verified API key.
     *
     * @return the resolver, named {@code apiKey}
     */
    public static TenantResolver apiKey() {
        return new PlaceResolver("apiKey", true, request -> Optional.ofNullable(request.apiKeyTenant()));
    }

    /**
     * Asks the registry whose verified domain the host is. A domain that a tenant merely claims is not found.
     *
     * @param store the registry; give the cached one, since every request asks
     * @return the resolver, named {@code domain}
     */
    public static TenantResolver verifiedDomain(TenantStore store) {
        return new PlaceResolver("domain", false, request -> {
            HostName host = request.host();
            return host == null || host.isAddress()
                    ? Optional.empty()
                    : store.findByDomain(host.value()).map(Tenant::key);
        });
    }

    /**
     * Reads the key from the one label before a base domain, with the default reserved keys.
     *
     * @param baseDomain such as {@code example.com}
     * @return the resolver, named {@code subdomain}
     * @throws InvalidHostException if the base domain cannot be read
     */
    public static TenantResolver subdomainOf(String baseDomain) {
        return subdomainOf(baseDomain, ReservedKeys.defaults());
    }

    /**
     * Reads the key from the one label before a base domain.
     *
     * @param baseDomain such as {@code example.com}
     * @param reserved labels that are no tenant's
     * @return the resolver, named {@code subdomain}
     * @throws InvalidHostException if the base domain cannot be read
     */
    public static TenantResolver subdomainOf(String baseDomain, ReservedKeys reserved) {
        HostName base = HostName.parse(baseDomain);
        if (base.isAddress()) {
            throw new InvalidHostException("an address has no subdomains", baseDomain);
        }
        return new PlaceResolver("subdomain", false, request -> {
            HostName host = request.host();
            if (host == null) {
                return Optional.empty();
            }
            return host.labelsUnder(base)
                    .filter(labels -> labels.indexOf('.') < 0)
                    .map(TenantKey::of)
                    .filter(key -> !reserved.isReserved(key));
        });
    }

    /**
     * Reads the key from the path segment after a prefix, with the default reserved keys.
     *
     * @param prefix such as {@code /t}, or {@code /} for the first segment
     * @return the resolver, named {@code path}
     */
    public static TenantResolver path(String prefix) {
        return path(prefix, ReservedKeys.defaults());
    }

    /**
     * Reads the key from the path segment after a prefix. A path that means another path once cleaned up, by {@code ..},
     * {@code %2e} or a backslash, is refused.
     *
     * @param prefix such as {@code /t}, or {@code /} for the first segment
     * @param reserved segments that are no tenant's
     * @return the resolver, named {@code path}
     * @throws IllegalArgumentException if the prefix does not start with a slash
     */
    public static TenantResolver path(String prefix, ReservedKeys reserved) {
        return new PlaceResolver("path", false, new PathPlace(prefix, reserved));
    }

    /**
     * Reads the key from a header, of requests that are trusted to carry it. Of others the header is ignored: anybody can send one.
     *
     * @param header the header's name
     * @param trusted which requests to believe, usually {@link TrustedPeers#of(String...)}
     * @return the resolver, named {@code header:NAME}
     */
    public static TenantResolver header(String header, Predicate<TenantRequest> trusted) {
        return new HeaderResolver(header, trusted);
    }
}
