package io.tenancy.billing.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are of the public internet: IANA's registries of special-purpose addresses, and the address by which virtual machines
 * at Azure reach their host. Stateless.
 */
final class PublicAddresses {
    private static final List<Range> CLOSED_4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // carrier-grade NAT, and Alibaba's metadata
            "127.0.0.0/8",
            "168.63.129.16/32", // Azure's host
            "169.254.0.0/16", // link-local, and most clouds' metadata
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments, and Oracle's metadata
            "192.0.2.0/24",
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Range GLOBAL_6 = Range.of("2000::/3");

    /** Inside 2000::/3; NAT64, mapped, unique local, link-local and multicast are outside of it. */
    private static final List<Range> CLOSED_6 = ranges(
            "2001::/23", // Teredo, benchmarking, ORCHID
            "2001:db8::/32",
            "2002::/16", // 6to4: an IPv4 address in disguise
            "3fff::/20");

    private PublicAddresses() {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Range(byte[] start, int bits) {
        @SuppressWarnings("AddressSelection") // A literal: nobody is asked.
        static Range of(String text) {
            int slash = text.indexOf('/');
            try {
                byte[] start = InetAddress.getByName(text.substring(0, slash)).getAddress();
                return new Range(start, Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((start[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static List<Range> ranges(String... texts) {
        return Stream.of(texts).map(Range::of).toList();
    }

    static boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return CLOSED_4.stream().noneMatch(range -> range.holds(bytes));
        }
        return GLOBAL_6.holds(bytes) && CLOSED_6.stream().noneMatch(range -> range.holds(bytes)) && !isIsatap(bytes);
    }

    /** An interface id that carries an IPv4 address (RFC 5214). */
    private static boolean isIsatap(byte[] address) {
        byte[] mark = Arrays.copyOfRange(address, 8, 12);
        return (mark[0] & ~0x02) == 0 && mark[1] == 0 && mark[2] == 0x5e && (mark[3] & 0xff) == 0xfe;
    }
}
