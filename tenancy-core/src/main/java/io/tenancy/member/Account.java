package io.tenancy.member;

import io.tenancy.authorization.Principal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person, whichever tenants it is a member of. What proves who it is, the password and the second factor, is never in here.
 *
 * @param id its identity, also as {@link Principal} in every tenant
 * @param email its address; nobody else has it
 * @param name how it is called, 1 to 200 characters
 * @param emailVerified whether a mail to the address was answered
 * @param active whether it may sign in
 * @param secondFactor whether a password alone does not let it in
 * @param passwordChangedAt since when the password is what it is; what was signed in before should be asked again. Null without password
 * @param createdAt when it was made
 */
public record Account(
        UUID id,
        EmailAddress email,
        String name,
        boolean emailVerified,
        boolean active,
        boolean secondFactor,
        @Nullable Instant passwordChangedAt,
        Instant createdAt) {
    /**
     * Checks the components.
     *
     * @param id its identity
     * @param email its address
     * @param name how it is called
     * @param emailVerified whether a mail to the address was answered
     * @param active whether it may sign in
     * @param secondFactor whether a password alone does not let it in
     * @param passwordChangedAt since when the password is what it is, or null
     * @param createdAt when it was made
     * @throws NullPointerException if a component that may not be null is null
     */
    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    /**
     * On whose behalf a scope works when this person does.
     *
     * @return the principal, the same in every tenant
     */
    public Principal principal() {
        return new Principal(id, name);
    }

    /** Without address and name, so that no log tells them. */
    @Override
    public String toString() {
        return "account " + id;
    }
}
