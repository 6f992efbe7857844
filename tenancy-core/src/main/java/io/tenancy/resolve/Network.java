package io.tenancy.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A network in CIDR form, IPv4 or IPv6; a single address is one too. Immutable and thread-safe; asks no name service.
 *
 * <pre>{@code
 * Network.parse("203.0.113.0/24").contains(peer)
 * }</pre>
 */
public final class Network {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    private final byte[] bytes;
    private final int length;
    private final String text;

    private Network(byte[] bytes, int length, String text) {
        this.bytes = bytes;
        this.length = length;
        this.text = text;
    }

    /**
     * Reads a network.
     *
     * @param text an address, or an address with the number of its leading bits
     * @return the network
     * @throws IllegalArgumentException if it cannot be read, or has bits set beyond its length
     */
    public static Network parse(String text) {
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
        return new Network(bytes, length, text);
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

    /**
     * Whether an address belongs to it.
     *
     * @param address the address; one of IPv6 belongs to no network of IPv4
     * @return true if it does
     */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != bytes.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            if (bit(other, bit) != bit(bytes, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / 8] >> (7 - index % 8) & 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && network.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
