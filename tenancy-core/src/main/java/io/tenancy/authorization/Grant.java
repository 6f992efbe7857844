package io.tenancy.authorization;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role that a principal holds, in the whole tenant or at a branch and all below it. Immutable and thread-safe.
 *
 * @param id the grant's own id
 * @param kind whether a person, a group or a key holds it
 * @param principal who holds it
 * @param role the key of the role
 * @param branch where; null for the whole tenant
 * @param grantedBy the principal who gave it; null if an operator did
 * @param grantedAt when, in UTC
 */
public record Grant(
        UUID id,
        PrincipalKind kind,
        UUID principal,
        String role,
        @Nullable UUID branch,
        @Nullable UUID grantedBy,
        Instant grantedAt) {
    /**
     * Checks the components.
     *
     * @param id the grant's own id
     * @param kind what sort of principal holds it
     * @param principal who holds it
     * @param role the key of the role
     * @param branch where
     * @param grantedBy who gave it
     * @param grantedAt when
     * @throws NullPointerException if a component that may not be null is null
     */
    public Grant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(principal, "principal");
        Role.requireKey(role);
        Objects.requireNonNull(grantedAt, "grantedAt");
    }
}
