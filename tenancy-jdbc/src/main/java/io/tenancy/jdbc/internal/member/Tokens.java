package io.tenancy.jdbc.internal.member;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What is told once and stored as a hash. Random enough (256 bits) that a plain hash gives nothing away. Stateless. */
public final class Tokens {
    /** What is longer is no token; nothing is computed of it. */
    static final int LONGEST = 200;

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /**
     * A new token.
     *
     * @return 43 characters of base64url
     */
    public static String next() {
        byte[] bytes = new byte[BYTES];
        fill(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static void fill(byte[] bytes) {
        RANDOM.nextBytes(bytes);
    }

    /**
     * What of a token is stored and looked up.
     *
     * @param token whatever a link carried
     * @return its SHA-256
     */
    public static byte[] hash(String token) {
        return sha256(token.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
