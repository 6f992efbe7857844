package io.tenancy.billing.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets no test of this module out of the machine: sockets, URLs and the JDK's HTTP client all ask the proxy selector first, and this one
 * refuses every address but the loopback. Registered for every test class.
 */
public final class NetworkGuard implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        if (!(ProxySelector.getDefault() instanceof Loopback)) {
            ProxySelector.setDefault(new Loopback());
        }
    }

    private static final class Loopback extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            String host = uri.getHost();
            if (host == null || !isLoopback(host)) {
                throw new IllegalStateException("a test wants to reach " + uri.getScheme() + "://" + host);
            }
            return List.of(Proxy.NO_PROXY);
        }

        private static boolean isLoopback(String host) {
            String bare = host.replaceAll("^\\[|]$", "");
            if (bare.equals("localhost")) {
                return true;
            }
            try {
                // Only literals: a name would be asked for over the network.
                return bare.matches("[0-9.]+|[0-9a-fA-F:]+")
                        && InetAddress.getByName(bare).isLoopbackAddress();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            // nobody is told
        }
    }
}
