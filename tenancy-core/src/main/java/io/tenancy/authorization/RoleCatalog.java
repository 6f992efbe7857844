package io.tenancy.authorization;

import java.util.List;
import java.util.Objects;

/**
 * What an application declares about access: its permissions, and the system roles that every tenant has. Immutable and thread-safe.
 *
 * @param permissions the permissions
 * @param roles the system roles, in declaring order
 */
public record RoleCatalog(PermissionCatalogue permissions, List<RoleDefinition> roles) {
    /** Nothing declared: only the owner, and the right to manage roles. */
    public static final RoleCatalog EMPTY = new RoleCatalog(PermissionCatalogue.of(List.of()), List.of());

    /**
     * Checks and copies the components.
     *
     * @param permissions the permissions
     * @param roles the system roles
     */
    public RoleCatalog {
        Objects.requireNonNull(permissions, "permissions");
        roles = List.copyOf(roles);
    }

    /**
     * Whether nothing is declared.
     *
     * @return true if publishing it would leave the owner alone
     */
    public boolean isEmpty() {
        return roles.isEmpty() && permissions.permissions().size() == 1;
    }
}
