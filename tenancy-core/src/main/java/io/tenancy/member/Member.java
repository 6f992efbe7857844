package io.tenancy.member;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A person in one tenant. What it may there is a matter of its grants.
 *
 * @param accountId the person, also as {@link io.tenancy.authorization.Principal}
 * @param name how the tenant calls it
 * @param email the address by which the tenant knows it
 * @param status whether it works there
 * @param joinedAt since when it has been there
 */
public record Member(UUID accountId, String name, EmailAddress email, MemberStatus status, Instant joinedAt) {
    /**
     * Checks the components.
     *
     * @param accountId the person
     * @param name how the tenant calls it
     * @param email the address
     * @param status whether it works there
     * @param joinedAt since when it has been there
     * @throws NullPointerException if one is null
     */
    public Member {
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(joinedAt, "joinedAt");
    }

    /** Without address and name, so that no log tells them. */
    @Override
    public String toString() {
        return "member " + accountId + " " + status;
    }
}
