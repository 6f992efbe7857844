package io.tenancy.resolve;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The networks from which a tenant header is believed: those of the proxies in front of the application. Immutable and thread-safe.
 *
 * <pre>{@code
 * TenantResolver header = Resolvers.header("X-Tenant", TrustedPeers.of("10.0.0.0/8", "fd00::/8"));
 * }</pre>
 *
 * <p>The peer is the other end of the socket ({@link TenantRequest#peer()}), never what a forwarding header says. A request whose
 * peer is unknown is not trusted.
 */
public final class TrustedPeers implements Predicate<TenantRequest> {
    private final List<Network> networks;

    private TrustedPeers(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Trusts some networks.
     *
     * @param networks addresses or networks in CIDR form, IPv4 or IPv6
     * @return the predicate
     * @throws IllegalArgumentException if one cannot be read, has bits set beyond its length, or none is given
     */
    public static TrustedPeers of(String... networks) {
        if (networks.length == 0) {
            throw new IllegalArgumentException("name at least one network");
        }
        List<Network> parsed = new ArrayList<>();
        for (String network : networks) {
            parsed.add(Network.parse(network));
        }
        return new TrustedPeers(parsed);
    }

    @Override
    public boolean test(TenantRequest request) {
        return contains(request.peer());
    }

    private boolean contains(@Nullable InetAddress peer) {
        return peer != null && networks.stream().anyMatch(network -> network.contains(peer));
    }
}
