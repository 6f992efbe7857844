package io.tenancy.billing.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC as gateways use it: the key is a text, the result lower-case hex. Stateless. */
public final class KeyedHash {
    private KeyedHash() {}

    /**
     * A keyed hash.
     *
     * @param algorithm HmacSHA256 or HmacSHA512
     * @param key its text
     * @param parts what is signed, one after the other
     * @return in lower-case hex
     */
    public static String hex(String algorithm, String key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /**
     * Whether two texts are the same, in a time that does not tell where they differ.
     *
     * @param one a text
     * @param other another
     * @return true if they are the same, letter for letter
     */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
