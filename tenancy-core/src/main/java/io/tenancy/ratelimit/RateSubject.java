package io.tenancy.ratelimit;

import io.tenancy.tenant.TenantId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Whose permits are counted. Immutable and thread-safe.
 *
 * @param by what kind of subject
 * @param value its id; two subjects with the same kind and id share a bucket
 */
public record RateSubject(RateLimit.By by, String value) {
    private static final int NETWORK_BYTES = 8;

    /**
     * An API key.
     *
     * @param key the key's id
     * @return the subject
     */
    public static RateSubject key(UUID key) {
        return new RateSubject(RateLimit.By.KEY, key.toString());
    }

    /**
     * A tenant.
     *
     * @param tenant the tenant's id
     * @return the subject
     */
    public static RateSubject tenant(TenantId tenant) {
        return new RateSubject(RateLimit.By.TENANT, tenant.toString());
    }

    /**
     * Where a request comes from. An IPv6 address stands for its network of 64 bits: whoever has one address of it has them all.
     *
     * @param address the other end of the socket, or what a trusted proxy reports
     * @return the subject
     */
    public static RateSubject address(InetAddress address) {
        return new RateSubject(
                RateLimit.By.ADDRESS, address instanceof Inet6Address ? network(address) : plain(address));
    }

    private static String network(InetAddress address) {
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), address.getAddress().length);
        try {
            return plain(InetAddress.getByAddress(bytes)) + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are always an address", e);
        }
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
