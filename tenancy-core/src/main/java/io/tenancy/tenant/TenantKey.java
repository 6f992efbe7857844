package io.tenancy.tenant;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tenant that people type and that stands in host names: one label of RFC 1123, lower case. It may change during a
 * tenant's life; {@link TenantId} does not.
 *
 * <p>Allowed are 1 to 63 of {@code a-z 0-9 -}, no hyphen at either end, not starting with {@code xn--}. Nothing is repaired: upper
 * case, spaces and look-alike letters of other scripts are refused, so that two keys never look like one. Whether a well-formed key
 * is reserved is another question, that provisioning asks.
 *
 * @param value the key
 */
public record TenantKey(String value) implements Comparable<TenantKey> {
    private static final Pattern FORM = Pattern.compile("(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Checks the components.
     *
     * @param value the value
     * @throws InvalidTenantKeyException if the text is no valid key
     */
    public TenantKey {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new InvalidTenantKeyException(value);
        }
    }

    /**
     * Makes a key from text.
     *
     * @param text the key as typed
     * @return the key
     * @throws InvalidTenantKeyException if the text is no valid key
     */
    public static TenantKey of(String text) {
        return new TenantKey(text);
    }

    /**
     * Whether {@link #of(String)} would accept the text.
     *
     * @param text any text
     * @return true if it is a valid key
     */
    public static boolean isValid(@Nullable String text) {
        return text != null && FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(TenantKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** The text is no tenant key. */
    public static final class InvalidTenantKeyException extends TenancyException {
        private static final long serialVersionUID = 1L;

        /**
         * Makes the exception.
         *
         * @param text what stands where a key was expected
         */
        public InvalidTenantKeyException(String text) {
            super(
                    ErrorCode.TENANT_KEY_INVALID,
                    "Not a tenant key",
                    "Use 1 to 63 of a-z, 0-9 and inner hyphens, in lower case, not starting with xn--",
                    Map.of("key", printable(text)),
                    null);
        }

        /** Hostile input goes to logs and terminals: only a short, plain rendering of it may. */
        private static String printable(String text) {
            String head = text.length() > 64 ? text.substring(0, 64) + "... (" + text.length() + " characters)" : text;
            StringBuilder plain = new StringBuilder("'");
            head.codePoints().forEach(c -> {
                if (c >= 0x20 && c < 0x7f) {
                    plain.append((char) c);
                } else {
                    plain.append(String.format("\\u{%x}", c));
                }
            });
            return plain.append('\'').toString();
        }
    }
}
