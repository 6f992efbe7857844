package io.tenancy.billing.outgoing;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps webhooks away from everything that is not the public internet (server-side request forgery). An address is checked twice: its
 * spelling when it is stored ({@link #accept}), and what its name resolves to right before each attempt ({@link #open}); the attempt then
 * connects to an address that was checked, and asks no second time. Thread-safe.
 *
 * <p>A name with one address that is not public is refused whole. Names of one label, names under {@code .local}, {@code .internal} and
 * the like, and IP addresses in any spelling are refused by their spelling.
 */
public final class TargetGuard {
    private static final int LONGEST = 2000;
    private static final int HTTPS = 443;
    private static final int FIRST_FREE = 1024;
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** What URL parsers take for an IPv4 address: the last label is a number, decimal, octal or hexadecimal. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final Set<String> INNER = Set.of(
            "localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion", "test");

    private final AddressResolver resolver;
    private final boolean loopback;

    private TargetGuard(AddressResolver resolver, boolean loopback) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.loopback = loopback;
    }

    /**
     * The guard for production.
     *
     * @param resolver asks for addresses
     * @return lets through https to public addresses, and nothing else
     */
    public static TargetGuard publicInternet(AddressResolver resolver) {
        return new TargetGuard(resolver, false);
    }

    /**
     * A guard for a developer's machine and for tests: also {@code http://localhost}, and names that resolve to this machine. Never for a
     * server that others can reach.
     *
     * @param resolver asks for addresses
     * @return lets through the loopback as well
     */
    public static TargetGuard withLoopback(AddressResolver resolver) {
        return new TargetGuard(resolver, true);
    }

    /** A target whose addresses were checked just now. */
    record Target(URI uri, String host, int port, boolean tls, List<InetAddress> addresses) {}

    /**
     * Checks the spelling of an address, and asks nobody.
     *
     * @param url the address
     * @return it, parsed
     * @throws TargetRefusedException if it is not https, names a user, has a fragment, or its host is not a name of public DNS
     */
    public URI accept(String url) {
        URI uri = parsed(url);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (loopback && host.equals("localhost") && uri.getRawUserInfo() == null) {
            return uri;
        }
        requireThat("https".equalsIgnoreCase(uri.getScheme()), "it is not https");
        requireThat(uri.getRawUserInfo() == null, "it names a user");
        requireThat(uri.getRawFragment() == null, "it has a fragment");
        requireThat(!NUMBER.matcher(host).matches() && !host.startsWith("["), "its host is an IP address");
        requireThat(
                host.length() <= LONGEST_NAME && NAME.matcher(host).matches(), "its host is not a name of public DNS");
        requireThat(
                !INNER.contains(host.substring(host.lastIndexOf('.') + 1)), "its host is a name of an inner network");
        int port = uri.getPort();
        requireThat(
                port == -1 || port == HTTPS || (port >= FIRST_FREE && port <= 0xffff), "its port is another service's");
        return uri;
    }

    private static URI parsed(String url) {
        requireThat(url.length() <= LONGEST, "it is too long");
        requireThat(url.chars().allMatch(c -> c > ' ' && c < 0x7f), "it has characters that must be escaped");
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Without the cause, which repeats it.
            throw new TargetRefusedException("it is not a URL");
        }
    }

    private static void requireThat(boolean good, String otherwise) {
        if (!good) {
            throw new TargetRefusedException(otherwise);
        }
    }

    /**
     * Resolves a target and checks every address.
     *
     * @throws TargetRefusedException if one is not public
     * @throws UnknownHostException if there is none
     */
    Target open(String url) throws UnknownHostException {
        URI uri = accept(url);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        List<InetAddress> addresses = List.copyOf(resolver.resolve(host));
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            requireThat(isOpen(address), "its name resolves to an address that is not public");
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() == -1 ? (tls ? HTTPS : 80) : uri.getPort();
        return new Target(uri, host, port, tls, addresses);
    }

    private boolean isOpen(InetAddress address) {
        return PublicAddresses.holds(address) || (loopback && address.isLoopbackAddress());
    }
}
