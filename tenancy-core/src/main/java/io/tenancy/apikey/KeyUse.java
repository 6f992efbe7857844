package io.tenancy.apikey;

import io.tenancy.authorization.Permission;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do with a key. Immutable.
 *
 * @param address where the request comes from; null if nobody knows, which a key with an allow list does not accept
 * @param needed what the key must be allowed to do
 */
public record KeyUse(@Nullable InetAddress address, List<Permission> needed) {
    /**
     * Copies the list.
     *
     * @param address where the request comes from
     * @param needed what the key must be allowed to do
     */
    public KeyUse {
        needed = List.copyOf(needed);
    }

    /**
     * A request from an address.
     *
     * @param address the other end of the socket, or what a trusted proxy reports
     * @return the use
     */
    public static KeyUse from(@Nullable InetAddress address) {
        return new KeyUse(address, List.of());
    }

    /**
     * The same, for something that needs permissions.
     *
     * @param permissions all of them
     * @return a copy
     */
    public KeyUse needing(Permission... permissions) {
        return new KeyUse(address, Arrays.asList(permissions));
    }
}
