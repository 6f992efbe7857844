package io.tenancy.member;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that change every 30 seconds (RFC 6238: TOTP over HMAC-SHA-1 with 6 digits, what every authenticator can). Immutable and
 * thread-safe; pure arithmetic, the clock is the caller's.
 *
 * <pre>{@code
 * Totp totp = Totp.generate();
 * OptionalLong step = totp.match(typed, clock.instant(), lastStep);    // empty: wrong, or used before
 * }</pre>
 */
public final class Totp {
    /** For how long a code is shown, in seconds. */
    public static final int STEP_SECONDS = 30;

    private static final int DIGITS = 6;
    private static final int SECRET_BYTES = 20;
    private static final int TOLERATED_STEPS = 1;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private Totp(byte[] secret) {
        this.secret = secret;
    }

    /**
     * A new factor.
     *
     * @return one with a random secret of 160 bits
     */
    public static Totp generate() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Totp(secret);
    }

    /**
     * A known factor.
     *
     * @param secret its secret, at least 128 bits
     * @return the factor
     * @throws IllegalArgumentException if the secret is shorter
     */
    public static Totp of(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("secret must have at least 128 bits");
        }
        return new Totp(secret.clone());
    }

    /**
     * Looks for the step whose code this is: the present one, the one before or the one after, for clocks that are not quite right.
     * Compares in constant time.
     *
     * @param code what was typed; spaces do not matter
     * @param now the time
     * @param lastStep the step of the last code that was accepted, or -1: a code is good once
     * @return the step, later than the last one; or empty
     */
    public OptionalLong match(String code, Instant now, long lastStep) {
        byte[] typed = code.replace(" ", "").getBytes(StandardCharsets.UTF_8);
        long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        for (long step = present - TOLERATED_STEPS; step <= present + TOLERATED_STEPS; step++) {
            byte[] right = code(step, DIGITS).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, typed) && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /**
     * The code of a moment, as an authenticator shows it.
     *
     * @param now the time
     * @return six digits
     */
    public String code(Instant now) {
        return code(Math.floorDiv(now.getEpochSecond(), STEP_SECONDS), DIGITS);
    }

    /** RFC 4226, 5.3: the last half byte says where the number is cut out. */
    String code(long step, int digits) {
        byte[] hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
        int modulus = BigInteger.TEN.pow(digits).intValueExact();
        return String.format(Locale.ROOT, "%0" + digits + "d", number % modulus);
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA1", e);
        }
    }

    /**
     * The secret, to be sealed and stored.
     *
     * @return a copy
     */
    public byte[] secret() {
        return secret.clone();
    }

    /**
     * What the person is shown.
     *
     * @param issuer the application's name
     * @param holder how the person knows the account, such as its address
     * @return the secret, as text and as URI
     */
    public TotpEnrolment enrolment(String issuer, String holder) {
        String text = base32(secret);
        return new TotpEnrolment(
                text,
                "otpauth://totp/" + escape(issuer) + ":" + escape(holder) + "?secret=" + text + "&issuer="
                        + escape(issuer) + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP_SECONDS);
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** RFC 4648, without padding. */
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte one : bytes) {
            buffer = (buffer << 8) | (one & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((buffer >> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        return bits == 0
                ? text.toString()
                : text.append(BASE32.charAt((buffer << (5 - bits)) & 31)).toString();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TOTP";
    }
}
