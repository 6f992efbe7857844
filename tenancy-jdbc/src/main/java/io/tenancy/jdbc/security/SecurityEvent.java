package io.tenancy.jdbc.security;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that looks like an attack if it happens often enough. Immutable; no secret, and no row's content.
 *
 * @param kind what happened, such as {@code login.failed}
 * @param subject whom or what it concerns: the id of an account, of a key, of a customer; at most 200 characters
 * @param address from which network address, or null
 */
public record SecurityEvent(
        String kind, String subject, @Nullable String address) {
    /** A password or a second factor was wrong. The subject is the account, or what was typed for one. */
    public static final String LOGIN_FAILED = "login.failed";

    /** An API key was refused: revoked, from a foreign network, without the scope. The subject is the key's id. */
    public static final String KEY_MISUSED = "key.misused";

    /** The database refused a row of another tenant. The subject is the principal. */
    public static final String TENANT_VIOLATION = "tenant.violation";

    /** A payment was refused. The subject is the customer. */
    public static final String PAYMENT_FAILED = "payment.failed";

    /**
     * Checks the components.
     *
     * @param kind what happened
     * @param subject whom it concerns
     * @param address from where, or null
     * @throws IllegalArgumentException if one cannot be used
     */
    public SecurityEvent {
        Objects.requireNonNull(kind, "kind");
        if (!kind.matches("[a-z][a-z0-9_]{0,40}(\\.[a-z0-9_]{1,40})+") || kind.length() > 100) {
            throw new IllegalArgumentException("'" + kind + "' is no kind: say it as login.failed");
        }
        if (subject.isBlank() || subject.length() > 200) {
            throw new IllegalArgumentException("The subject has 1 to 200 characters");
        }
        if (address != null && (address.isBlank() || address.length() > 64)) {
            throw new IllegalArgumentException("The address has 1 to 64 characters");
        }
    }
}
