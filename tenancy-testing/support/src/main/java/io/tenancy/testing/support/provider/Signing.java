package io.tenancy.testing.support.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as providers do. Stateless. */
public final class Signing {
    private Signing() {}

    /**
     * A keyed hash.
     *
     * @param algorithm such as HmacSHA256
     * @param key the key's text
     * @param message what is signed
     * @return in lower-case hex
     */
    public static String hex(String algorithm, String key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
