package io.tenancy.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address in the one form in which it is stored and compared: without surrounding space, composed (NFC), in lower case, the
 * domain in ASCII. Two addresses that differ in case only are the same person's. Immutable.
 *
 * <pre>{@code
 * EmailAddress.of(" Ann@Bücher.example ").value();    // ann@xn--bcher-kva.example
 * }</pre>
 *
 * <p>Looks at the form only; that an address exists is proved by a mail that arrives. Quoted local parts, comments and domains without
 * a dot are refused: no person has them.
 */
public record EmailAddress(String value) implements Comparable<EmailAddress> {
    private static final int LIMIT = 254;
    private static final int LOCAL_LIMIT = 64;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String SPECIAL = "\"(),:;<>@[]\\";

    /**
     * Takes an address that is in this form already, as a database gives it back.
     *
     * @param value the address
     * @throws TenancyException with {@link ErrorCode#EMAIL_INVALID} if it is not in this form
     */
    public EmailAddress {
        if (!value.equals(normalise(value).orElse(null))) {
            throw malformed();
        }
    }

    /**
     * Reads what a person typed.
     *
     * @param typed the text
     * @return the address
     * @throws TenancyException with {@link ErrorCode#EMAIL_INVALID} if it is none; the message does not repeat it
     */
    public static EmailAddress of(String typed) {
        return new EmailAddress(normalise(typed).orElseThrow(EmailAddress::malformed));
    }

    /**
     * Reads what a person typed, where a wrong address is no error.
     *
     * @param typed the text
     * @return the address, or empty
     */
    public static Optional<EmailAddress> parse(String typed) {
        return normalise(typed).map(EmailAddress::new);
    }

    private static Optional<String> normalise(String typed) {
        if (typed.length() > 2 * LIMIT) {
            return Optional.empty();
        }
        String text = lower(Normalizer.normalize(typed.strip(), Normalizer.Form.NFC));
        int at = text.lastIndexOf('@');
        if (at < 1 || at > LOCAL_LIMIT || !isLocal(text.substring(0, at))) {
            return Optional.empty();
        }
        return domain(text.substring(at + 1))
                .map(domain -> text.substring(0, at) + "@" + domain)
                .filter(address -> address.length() <= LIMIT);
    }

    /** Lower case can decompose: the Turkish capital I with a dot becomes two characters. */
    private static String lower(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static boolean isLocal(String local) {
        return !local.startsWith(".")
                && !local.endsWith(".")
                && !local.contains("..")
                && local.codePoints().allMatch(EmailAddress::isLocal);
    }

    private static boolean isLocal(int point) {
        return point < 0x80
                ? point > ' ' && point < 0x7f && SPECIAL.indexOf(point) < 0
                : Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK;
    }

    private static Optional<String> domain(String domain) {
        try {
            String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return ascii.matches(LABEL + "(\\." + LABEL + ")+") ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TenancyException malformed() {
        return new TenancyException(
                ErrorCode.EMAIL_INVALID, "This is not an e-mail address", "Write it as name@domain.example");
    }

    @Override
    public int compareTo(EmailAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
