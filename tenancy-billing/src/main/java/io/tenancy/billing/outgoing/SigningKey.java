package io.tenancy.billing.outgoing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What signs the messages to one endpoint: a secret that both sides have ({@code whsec_}, signatures {@code v1}, HMAC-SHA256), or a key
 * pair of which the receiver has the public half ({@code whsk_}/{@code whpk_}, signatures {@code v1a}, Ed25519). The form is that of
 * Standard Webhooks: the prefix, then base64. Its text is not shown by {@link #toString()}. Immutable and thread-safe.
 *
 * <pre>{@code
 * SigningKey key = SigningKey.generate(SigningKey.Scheme.V1);
 * showOnce(key.forReceiver());
 * }</pre>
 */
public final class SigningKey {
    private static final String SECRET = "whsec_";
    private static final String PRIVATE = "whsk_";
    private static final String PUBLIC = "whpk_";
    private static final String HMAC = "HmacSHA256";
    private static final String EDWARDS = "Ed25519";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int HALF = 32;

    /** An Ed25519 key in DER is these bytes, then the 32 of the key (RFC 8410). */
    private static final byte[] PRIVATE_DER = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final byte[] PUBLIC_DER = HexFormat.of().parseHex("302a300506032b6570032100");

    /** How it signs. */
    public enum Scheme {
        /** A secret that both sides have. */
        V1("v1"),
        /** A key pair: the receiver can check, and not sign. */
        V1A("v1a");

        private final String label;

        Scheme(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final Scheme scheme;
    /** The secret, or the private half. */
    private final byte[] secret;
    /** Null for a secret that both sides have. */
    private final byte @Nullable [] shown;

    private SigningKey(Scheme scheme, byte[] secret, byte @Nullable [] shown) {
        this.scheme = scheme;
        this.secret = secret;
        this.shown = shown;
    }

    /**
     * A new key from the system's randomness.
     *
     * @param scheme how it is to sign
     * @return the key
     */
    public static SigningKey generate(Scheme scheme) {
        if (scheme == Scheme.V1) {
            byte[] secret = new byte[HALF];
            new SecureRandom().nextBytes(secret);
            return new SigningKey(scheme, secret, null);
        }
        try {
            var pair = KeyPairGenerator.getInstance(EDWARDS).generateKeyPair();
            return new SigningKey(
                    scheme,
                    lastHalf(pair.getPrivate().getEncoded()),
                    lastHalf(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + EDWARDS, e);
        }
    }

    /**
     * Reads a key that {@link #reveal} wrote, or that came from elsewhere.
     *
     * @param text {@code whsec_} and 24 to 64 bytes in base64, or {@code whsk_} and the private half followed by the public one
     * @return the key
     * @throws IllegalArgumentException if it is neither; the message does not repeat it
     */
    public static SigningKey parse(String text) {
        byte[] bytes = decode(text);
        if (text.startsWith(SECRET) && bytes.length >= SHORTEST && bytes.length <= LONGEST) {
            return new SigningKey(Scheme.V1, bytes, null);
        }
        if (text.startsWith(PRIVATE) && bytes.length == 2 * HALF) {
            SigningKey key =
                    new SigningKey(Scheme.V1A, Arrays.copyOf(bytes, HALF), Arrays.copyOfRange(bytes, HALF, 2 * HALF));
            byte[] probe = new byte[HALF];
            if (verifies(key.forReceiver(), probe, key.sign(probe))) {
                return key;
            }
        }
        throw new IllegalArgumentException(
                "Not a signing key: whsec_ with 24 to 64 bytes, or whsk_ with 64, in base64");
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.substring(text.indexOf('_') + 1));
        } catch (IllegalArgumentException e) {
            // Without the cause, which quotes a character of it.
            throw new IllegalArgumentException("Not a signing key: what follows the prefix is not base64");
        }
    }

    private static byte[] lastHalf(byte[] der) {
        return Arrays.copyOfRange(der, der.length - HALF, der.length);
    }

    /**
     * How it signs.
     *
     * @return the scheme
     */
    public Scheme scheme() {
        return scheme;
    }

    /**
     * The whole key, to be sealed and stored.
     *
     * @return {@code whsec_} or {@code whsk_} and base64
     */
    public String reveal() {
        byte[] half = shown;
        if (half == null) {
            return SECRET + Base64.getEncoder().encodeToString(secret);
        }
        byte[] both = Arrays.copyOf(secret, 2 * HALF);
        System.arraycopy(half, 0, both, HALF, HALF);
        return PRIVATE + Base64.getEncoder().encodeToString(both);
    }

    /**
     * What the receiver needs to check signatures.
     *
     * @return {@code whsec_}, which is a secret, or {@code whpk_}, which is none
     */
    public String forReceiver() {
        return shown == null ? reveal() : PUBLIC + Base64.getEncoder().encodeToString(shown);
    }

    byte[] sign(byte[] content) {
        try {
            if (scheme == Scheme.V1) {
                return mac(secret, content);
            }
            byte[] der = Arrays.copyOf(PRIVATE_DER, PRIVATE_DER.length + HALF);
            System.arraycopy(secret, 0, der, PRIVATE_DER.length, HALF);
            PrivateKey key = KeyFactory.getInstance(EDWARDS).generatePrivate(new PKCS8EncodedKeySpec(der));
            Signature signature = Signature.getInstance(EDWARDS);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with " + scheme, e);
        }
    }

    private static byte[] mac(byte[] secret, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(secret, HMAC));
        return mac.doFinal(content);
    }

    /** Whether a signature is that of this content, by what the receiver has. */
    static boolean verifies(String receiverKey, byte[] content, byte[] signature) {
        byte[] key = decode(receiverKey);
        try {
            if (receiverKey.startsWith(SECRET)) {
                return MessageDigest.isEqual(mac(key, content), signature);
            }
            if (!receiverKey.startsWith(PUBLIC) || key.length != HALF) {
                return false;
            }
            byte[] der = Arrays.copyOf(PUBLIC_DER, PUBLIC_DER.length + HALF);
            System.arraycopy(key, 0, der, PUBLIC_DER.length, HALF);
            PublicKey half = KeyFactory.getInstance(EDWARDS).generatePublic(new X509EncodedKeySpec(der));
            Signature check = Signature.getInstance(EDWARDS);
            check.initVerify(half);
            check.update(content);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature that cannot even be read is a wrong one
        }
    }

    static byte[] content(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** The scheme only. */
    @Override
    public String toString() {
        return scheme.label() + " key";
    }
}
