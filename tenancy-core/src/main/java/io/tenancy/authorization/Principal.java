package io.tenancy.authorization;

import java.util.Objects;
import java.util.UUID;

/**
 * On whose behalf a scope works: a person, an API key or a named job. The database sees the id as {@code tenancy.principal_id}.
 *
 * @param id the identity of the principal
 * @param name for logs and the audit trail; no secret
 * @param kind what sort of thing it is
 */
public record Principal(UUID id, String name, PrincipalKind kind) {
    /**
     * Checks the components.
     *
     * @param id the identity
     * @param name the name
     * @param kind what sort of thing it is
     * @throws NullPointerException if a component that may not be null is null
     */
    public Principal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * Names a person.
     *
     * @param id the account's id
     * @param name for logs and the audit trail; no secret
     */
    public Principal(UUID id, String name) {
        this(id, name, PrincipalKind.USER);
    }
}
