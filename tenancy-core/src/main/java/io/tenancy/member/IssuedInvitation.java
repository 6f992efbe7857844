package io.tenancy.member;

import java.util.Objects;

/**
 * An invitation as it was made, with the token that accepts it. It is told this once; what is stored is its hash.
 *
 * @param invitation the invitation
 * @param token 43 characters that need no escaping in a URL; goes to the invited address and nowhere else
 */
public record IssuedInvitation(Invitation invitation, String token) {
    /**
     * Checks the components.
     *
     * @param invitation the invitation
     * @param token the token
     */
    public IssuedInvitation {
        Objects.requireNonNull(invitation, "invitation");
        Objects.requireNonNull(token, "token");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return invitation.toString();
    }
}
