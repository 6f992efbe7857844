package io.tenancy.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

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
        return peer != null && networks.stream().anyMatch(network -> network.contains(peer.getAddress()));
    }

    private static final class Network {
        private final byte[] bytes;
        private final int length;

        Network(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        static Network parse(String text) {
            Objects.requireNonNull(text, "network");
            int slash = text.indexOf('/');
            byte[] bytes = address(slash < 0 ? text : text.substring(0, slash), text);
            int length = bytes.length * 8;
            if (slash >= 0) {
                String digits = text.substring(slash + 1);
                if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > length) {
                    throw new IllegalArgumentException("not a network: " + text);
                }
                length = Integer.parseInt(digits);
            }
            for (int bit = length; bit < bytes.length * 8; bit++) {
                if (bit(bytes, bit) != 0) {
                    // 10.1.2.3/8 means either one host or the network; the reader must not have to guess.
                    throw new IllegalArgumentException("not a network: " + text + " has bits set beyond /" + length);
                }
            }
            return new Network(bytes, length);
        }

        private static byte[] address(String literal, String text) {
            boolean ipv6 = literal.indexOf(':') >= 0;
            if (!LITERAL.matcher(literal).matches()) {
                throw new IllegalArgumentException("not a network: " + text);
            }
            try {
                // Normalised first: only a literal that needs no name service reaches InetAddress.
                HostName host = HostName.parse(ipv6 ? "[" + literal + "]" : literal);
                if (!host.isAddress()) {
                    throw new IllegalArgumentException("not a network: " + text);
                }
                return InetAddress.getByName(host.value()).getAddress();
            } catch (InvalidHostException | UnknownHostException refused) {
                throw new IllegalArgumentException("not a network: " + text, refused);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != bytes.length) {
                return false;
            }
            for (int bit = 0; bit < length; bit++) {
                if (bit(address, bit) != bit(bytes, bit)) {
                    return false;
                }
            }
            return true;
        }

        private static int bit(byte[] bytes, int index) {
            return bytes[index / 8] >> (7 - index % 8) & 1;
        }
    }
}
