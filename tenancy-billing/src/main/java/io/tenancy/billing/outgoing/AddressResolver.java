package io.tenancy.billing.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name. Implementations are thread-safe. */
@FunctionalInterface
public interface AddressResolver {
    /**
     * The addresses of a name.
     *
     * @param host a DNS name
     * @return at least one
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * The system's.
     *
     * @return asks as every Java program does, with the JDK's cache
     */
    static AddressResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
