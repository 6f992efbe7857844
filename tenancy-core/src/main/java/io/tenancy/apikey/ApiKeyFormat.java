package io.tenancy.apikey;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of an application look like:
 *
 * <pre>
 * cf_live_0aB9zY7xW5vU_3mPq8RsT1uVwX2yZ4aBcD6eFgH0iJk1Lm9Qz
 * |  |    |            |                             |
 * |  |    |            |                             6 digits: CRC-32 over everything before, in base 62
 * |  |    |            30 digits: the secret, 178 bits
 * |  |    12 digits: the id, no secret
 * |  live or test
 * prefix of the application
 * </pre>
 *
 * <p>The checksum lets scanners for leaked secrets, and {@link #parse}, tell a key from any other text without asking anybody. The
 * expression and the checksum may be published. Immutable and thread-safe.
 */
public final class ApiKeyFormat {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]{0,15}");
    private static final String FORM = "_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}";
    private static final int ID = 12;
    private static final int SECRET = 30;
    private static final int CHECKSUM = 6;
    private static final int WORD = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix;
    private final int length;

    private ApiKeyFormat(String prefix) {
        this.prefix = prefix;
        this.length = prefix.length() + 1 + WORD + 1 + ID + 1 + SECRET + CHECKSUM;
    }

    /**
     * The keys of an application.
     *
     * @param prefix {@code application.keyPrefix} of {@code tenancy.yaml}: 1 to 16 of a-z and 0-9, a letter first
     * @return the format
     * @throws IllegalArgumentException if it has another form
     */
    public static ApiKeyFormat of(String prefix) {
        if (!PREFIX.matcher(Objects.requireNonNull(prefix, "prefix")).matches()) {
            throw new IllegalArgumentException("a key prefix is 1 to 16 of a-z and 0-9, a letter first");
        }
        return new ApiKeyFormat(prefix);
    }

    /**
     * What secret scanners look for. What it finds is a key only if {@link #hasChecksum} too.
     *
     * @return a regular expression without look-around, so that every engine knows it
     */
    public String regularExpression() {
        return prefix + FORM;
    }

    /**
     * Whether the last six digits are the checksum of what stands before.
     *
     * @param candidate what the expression found
     * @return true if they are
     */
    public static boolean hasChecksum(String candidate) {
        int body = candidate.length() - CHECKSUM;
        return body > 0 && Base62.checksum(candidate.substring(0, body)).contentEquals(candidate.substring(body));
    }

    /**
     * Reads a key, form and checksum. Asks nobody.
     *
     * @param text what somebody presents
     * @return the key, or null if it can be none of this application
     */
    public @Nullable PresentedKey parse(String text) {
        int word = prefix.length() + 1;
        int id = word + WORD + 1;
        int secret = id + ID + 1;
        if (text.length() != length
                || !text.startsWith(prefix)
                || text.charAt(word - 1) != '_'
                || text.charAt(id - 1) != '_'
                || text.charAt(secret - 1) != '_'
                || !isBase62(text, id, id + ID)
                || !isBase62(text, secret, length)) {
            return null;
        }
        KeyEnvironment environment = KeyEnvironment.of(text.substring(word, word + WORD));
        return environment != null && hasChecksum(text)
                ? new PresentedKey(text, environment, text.substring(id, id + ID))
                : null;
    }

    private static boolean isBase62(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes a key that nobody has.
     *
     * @param environment what it is for
     * @return the key, from the system's strong random source
     */
    public PresentedKey generate(KeyEnvironment environment) {
        String id = Base62.random(RANDOM, ID);
        String body = prefix + '_' + environment.word() + '_' + id + '_' + Base62.random(RANDOM, SECRET);
        return new PresentedKey(body + Base62.checksum(body), environment, id);
    }

    /**
     * The part of a key that is no secret: for lists and logs.
     *
     * @param environment what the key is for
     * @param id its id
     * @return the key up to the secret
     */
    public String start(KeyEnvironment environment, String id) {
        return prefix + '_' + environment.word() + '_' + id;
    }
}
