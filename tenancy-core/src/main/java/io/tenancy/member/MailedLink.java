package io.tenancy.member;

import java.time.Instant;
import java.util.Objects;

/**
 * What goes into a mail: whoever holds the token may do one thing, once, until it expires. It is told this once; what is stored is its
 * hash.
 *
 * @param token 43 characters that need no escaping in a URL
 * @param to where the mail has to go, and nowhere else
 * @param purpose what the token is for
 * @param expiresAt until when it is good
 */
public record MailedLink(String token, EmailAddress to, Purpose purpose, Instant expiresAt) {
    /** What a link is for. */
    public enum Purpose {
        /** Set a new password. */
        PASSWORD_RESET,
        /** Prove an address, be it the present one or the one that takes its place. */
        EMAIL
    }

    /**
     * Checks the components.
     *
     * @param token the token
     * @param to where the mail has to go
     * @param purpose what the token is for
     * @param expiresAt until when it is good
     */
    public MailedLink {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Without token and address. */
    @Override
    public String toString() {
        return "link for " + purpose + " until " + expiresAt;
    }
}
