package io.tenancy.apikey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What keys are hashed with: HMAC-SHA-256 under a secret that the database does not hold, a pepper, so that whoever has a dump of it can
 * neither verify a key nor plant one. Several peppers, so that they can change: new keys use the first, old keys name theirs. Immutable
 * and thread-safe; tells no secret.
 *
 * <pre>{@code
 * Peppers peppers = Peppers.parse(System.getenv("TENANCY_KEY_PEPPERS"));   // 2026a=base64..,2025b=base64..
 * }</pre>
 *
 * <p>{@link #none()} hashes with SHA-256 alone. That is enough against guessing, since a key holds 178 random bits, but not against
 * somebody who can write to the database.
 */
public final class Peppers {
    /** The environment variable that a deployment keeps them in. */
    public static final String VARIABLE = "TENANCY_KEY_PEPPERS";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,16}");
    private static final int LEAST_BYTES = 16;
    private static final String PLAIN = "";

    private final Map<String, SecretKeySpec> byId;
    private final boolean plain;

    private Peppers(Map<String, SecretKeySpec> byId, boolean plain) {
        this.byId = byId;
        this.plain = plain;
    }

    /**
     * SHA-256 without a pepper.
     *
     * @return hashes that the database alone suffices to verify
     */
    public static Peppers none() {
        return new Peppers(Map.of(), true);
    }

    /**
     * Reads peppers.
     *
     * @param text {@code id=secret} separated by commas, the one for new keys first. An id is 1 to 16 of a-z and 0-9; a secret is base 64
     *     of 16 bytes or more: {@code openssl rand -base64 32} makes one. {@code plain} as the last entry lets keys go on that were made
     *     without a pepper
     * @return the peppers
     * @throws IllegalArgumentException if it cannot be read; the message does not quote it
     */
    public static Peppers parse(String text) {
        Map<String, SecretKeySpec> byId = new LinkedHashMap<>();
        boolean plain = false;
        for (String entry : Objects.requireNonNull(text, "text").split(",")) {
            int equals = entry.indexOf('=');
            String id = (equals < 0 ? entry : entry.substring(0, equals)).strip();
            if (equals < 0 && id.equals("plain") && !byId.isEmpty()) {
                plain = true;
            } else if (equals < 0
                    || !ID.matcher(id).matches()
                    || byId.put(id, secret(entry.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(
                        "Peppers are id=base64 separated by commas; an id is 1 to 16 of a-z and 0-9, and stands once");
            }
        }
        return new Peppers(byId, plain);
    }

    private static SecretKeySpec secret(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // Not as cause: it may quote a character of the secret.
            throw new IllegalArgumentException("A pepper is base64");
        }
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("A pepper has 16 bytes or more");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * With what new keys are hashed.
     *
     * @return the id of the first pepper; empty without peppers
     */
    public String currentId() {
        return byId.isEmpty() ? PLAIN : byId.keySet().iterator().next();
    }

    /**
     * Hashes a new key.
     *
     * @param key the key
     * @return 32 bytes, under {@link #currentId()}
     */
    public byte[] hash(PresentedKey key) {
        return hash(key, currentId());
    }

    /**
     * Whether a key is the one whose hash is kept. Takes the same time wherever the hashes differ.
     *
     * @param key what somebody presents
     * @param pepperId what the kept hash was made with
     * @param kept the kept hash
     * @return true if it is
     * @throws PepperMissingException if there is no such pepper, or none is demanded and the hash was made without
     */
    public boolean matches(PresentedKey key, String pepperId, byte[] kept) {
        return MessageDigest.isEqual(hash(key, pepperId), kept);
    }

    private byte[] hash(PresentedKey key, String pepperId) {
        byte[] text = key.secretText().getBytes(StandardCharsets.US_ASCII);
        try {
            if (pepperId.equals(PLAIN) && plain) {
                return MessageDigest.getInstance("SHA-256").digest(text);
            }
            SecretKeySpec secret = byId.get(pepperId);
            if (secret == null) {
                throw new PepperMissingException(pepperId);
            }
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java knows SHA-256 and its HMAC", e);
        }
    }

    @Override
    public String toString() {
        return "Peppers" + byId.keySet() + (plain ? "+plain" : "");
    }
}
