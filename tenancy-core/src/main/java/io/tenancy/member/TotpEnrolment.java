package io.tenancy.member;

import java.util.Objects;

/**
 * A second factor that is proposed: shown to the person once, and counts from the first code on that it gives back.
 *
 * @param secret the secret in Base32, for typing
 * @param uri the same as {@code otpauth://} URI, for a QR code
 */
public record TotpEnrolment(String secret, String uri) {
    /**
     * Checks the components.
     *
     * @param secret the secret in Base32
     * @param uri the same as URI
     */
    public TotpEnrolment {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(uri, "uri");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "enrolment of a second factor";
    }
}
