package io.tenancy.authorization;

import java.util.Objects;

/**
 * A permission as the application declares it.
 *
 * @param permission the permission
 * @param description what it lets somebody do, for whoever composes roles; may be empty
 * @param dangerous whether giving it away deserves a second look
 */
public record DeclaredPermission(Permission permission, String description, boolean dangerous) {
    /**
     * Checks the components.
     *
     * @param permission the permission
     * @param description what it lets somebody do
     * @param dangerous whether giving it away deserves a second look
     * @throws IllegalArgumentException if the description is longer than 500 characters
     */
    public DeclaredPermission {
        Objects.requireNonNull(permission, "permission");
        if (description.length() > 500) {
            throw new IllegalArgumentException("The description of " + permission + " has more than 500 characters");
        }
    }
}
