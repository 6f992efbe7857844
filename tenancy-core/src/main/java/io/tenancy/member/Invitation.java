package io.tenancy.member;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tenant that is kept for somebody, with a role.
 *
 * @param id its id
 * @param email whom it is for
 * @param role the key of the role it gives
 * @param branch where; null for the whole tenant
 * @param invitedBy who invited, a member or a key of the tenant; null for an operator
 * @param state what became of it
 * @param invitedAt when
 * @param expiresAt until when it can be accepted
 */
public record Invitation(
        UUID id,
        EmailAddress email,
        String role,
        @Nullable UUID branch,
        @Nullable UUID invitedBy,
        State state,
        Instant invitedAt,
        Instant expiresAt) {
    /** What may become of an invitation. */
    public enum State {
        /** It can be accepted, and takes a seat. */
        OPEN,
        /** It made a member. */
        ACCEPTED,
        /** It was taken back, or whoever invited is no member any more. */
        REVOKED,
        /** Nobody accepted it in time. */
        EXPIRED
    }

    /**
     * Checks the components.
     *
     * @param id its id
     * @param email whom it is for
     * @param role the key of the role it gives
     * @param branch where, or null
     * @param invitedBy who invited, or null
     * @param state what became of it
     * @param invitedAt when
     * @param expiresAt until when it can be accepted
     * @throws NullPointerException if a component that may not be null is null
     */
    public Invitation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(invitedAt, "invitedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "invitation " + id + " " + state;
    }
}
