package io.tenancy.resolve;

import java.net.IDN;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host name in the one form in which host names are compared: lower case, ASCII, without port and final dot. Immutable.
 *
 * <pre>{@code
 * HostName.parse("Acme.Example.COM.:8443").value()   // acme.example.com
 * HostName.parse("bücher.example").value()           // xn--bcher-kva.example
 * HostName.parse("[2001:DB8:0::1]:80").value()       // [2001:db8::1]
 * }</pre>
 *
 * <p>What {@link #parse(String)} reads is what a {@code Host} header may hold by RFC 9110: a DNS name of letters, digits and inner
 * hyphens (labels up to 63, 253 in all), an IPv4 address in four plain decimals, or an IPv6 address in brackets; each with an
 * optional port. Everything else is refused, since whatever two programs read differently is a way around one of them: blanks,
 * underscores, user names, percent signs, short or octal IPv4 addresses, zone ids.
 *
 * <p>A name of other scripts is accepted in the form that DNS shows for it, and refused where conversion would change it: full-width
 * letters, ideographic full stops, joiners, and {@code ß} and final {@code ς}, which older and newer IDNA convert to different
 * names. Browsers send the ASCII form, which is never touched.
 */
public final class HostName {
    private static final int LONGEST_INPUT = 512;
    private static final int LONGEST = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LOOKS_NUMERIC = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern IPV4 = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");

    private final String value;
    private final boolean address;

    private HostName(String value, boolean address) {
        this.value = value;
        this.address = address;
    }

    /**
     * Reads a host as a request carries it.
     *
     * @param text a host with optional port, as in a {@code Host} header or an HTTP/2 {@code :authority}
     * @return the normalised host
     * @throws InvalidHostException if the text is anything else
     */
    public static HostName parse(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty()) {
            throw new InvalidHostException("it is empty", text);
        }
        if (text.length() > LONGEST_INPUT) {
            throw new InvalidHostException("it is too long", text);
        }
        return text.charAt(0) == '[' ? bracketed(text) : named(text);
    }

    private static HostName bracketed(String text) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw new InvalidHostException("the bracket is not closed", text);
        }
        if (end + 1 < text.length()) {
            if (text.charAt(end + 1) != ':') {
                throw new InvalidHostException("something follows the bracket that is no port", text);
            }
            requirePort(text.substring(end + 2), text);
        }
        return new HostName(Ipv6.normalise(text.substring(1, end), text), true);
    }

    private static HostName named(String text) {
        int colon = text.indexOf(':');
        String name = text;
        if (colon >= 0) {
            requirePort(text.substring(colon + 1), text);
            name = text.substring(0, colon);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String ascii = isAscii(name) ? name.toLowerCase(Locale.ROOT) : toAscii(name, text);
        if (ascii.length() > LONGEST) {
            throw new InvalidHostException("it is too long", text);
        }
        String[] labels = ascii.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new InvalidHostException(
                        "a label is not made of 1 to 63 letters, digits and inner hyphens", text);
            }
        }
        // A last label of digits makes every URL parser read an address: 127.1 must not be a name here and an address
        // there.
        boolean numeric = LOOKS_NUMERIC.matcher(labels[labels.length - 1]).matches();
        if (numeric && !IPV4.matcher(ascii).matches()) {
            throw new InvalidHostException("an IPv4 address has four decimals without leading zeros", text);
        }
        return new HostName(ascii, numeric);
    }

    private static void requirePort(String port, String text) {
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65535) {
            throw new InvalidHostException("the port is no number up to 65535", text);
        }
    }

    private static boolean isAscii(String text) {
        return asciiIn(text) == text.length();
    }

    private static long asciiIn(String text) {
        return text.chars().filter(c -> c < 0x80).count();
    }

    private static String toAscii(String name, String text) {
        String ascii;
        try {
            ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
            throw new InvalidHostException("it has no ASCII form", text);
        }
        // Conversion also folds look-alikes onto other names; only what comes back unchanged is what was meant. Lower
        // case is
        // no change, unless it folds too: the Kelvin sign becomes k.
        String lower = name.toLowerCase(Locale.ROOT);
        if (asciiIn(lower) != asciiIn(name) || !IDN.toUnicode(ascii).equals(lower)) {
            throw new InvalidHostException("its ASCII form is the form of another name", text);
        }
        return ascii;
    }

    /**
     * The normalised host: a DNS name, an IPv4 address, or an IPv6 address in brackets.
     *
     * @return the host, never empty
     */
    public String value() {
        return value;
    }

    /**
     * Whether this is an IP address and no name.
     *
     * @return true for IPv4 and IPv6
     */
    public boolean isAddress() {
        return address;
    }

    /**
     * What stands before a base domain.
     *
     * @param base a domain
     * @return the labels before it, such as {@code acme} of {@code acme.example.com} under {@code example.com}; empty if this is the
     *     base itself, not under it, or an address
     */
    public Optional<String> labelsUnder(HostName base) {
        String suffix = "." + base.value;
        return !address && value.endsWith(suffix)
                ? Optional.of(value.substring(0, value.length() - suffix.length()))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
