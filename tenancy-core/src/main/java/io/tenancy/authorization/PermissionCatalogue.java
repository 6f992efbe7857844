package io.tenancy.authorization;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every permission there is: those that the application declares, and {@link #MANAGE_ROLES}, which is always there. What is not in the
 * catalogue can be neither granted nor asked for. Immutable and thread-safe.
 */
public final class PermissionCatalogue {
    /** To make roles, to grant and revoke them, to form groups and branches: whoever does that holds this, and what it hands on. */
    public static final Permission MANAGE_ROLES = new Permission("roles", "manage");

    private final Map<Permission, DeclaredPermission> declared;

    private PermissionCatalogue(Map<Permission, DeclaredPermission> declared) {
        this.declared = Collections.unmodifiableMap(declared);
    }

    /**
     * Makes a catalogue.
     *
     * @param permissions what the application declares, in order
     * @return the catalogue, with {@link #MANAGE_ROLES} in front
     * @throws IllegalArgumentException if one is declared twice
     */
    public static PermissionCatalogue of(Collection<DeclaredPermission> permissions) {
        Map<Permission, DeclaredPermission> declared = new LinkedHashMap<>();
        declared.put(
                MANAGE_ROLES,
                new DeclaredPermission(
                        MANAGE_ROLES, "Make roles, grant and revoke them, form groups and branches", true));
        for (DeclaredPermission one : permissions) {
            DeclaredPermission before = declared.put(one.permission(), one);
            if (before != null && !one.permission().equals(MANAGE_ROLES)) {
                throw new IllegalArgumentException("Permission " + one.permission() + " is declared twice");
            }
        }
        return new PermissionCatalogue(declared);
    }

    /**
     * Everything declared.
     *
     * @return an unmodifiable map in declaring order
     */
    public Map<Permission, DeclaredPermission> permissions() {
        return declared;
    }

    /**
     * Looks one up.
     *
     * @param permission the permission
     * @return how it is declared, or null if it is not
     */
    public @Nullable DeclaredPermission find(Permission permission) {
        return declared.get(permission);
    }

    /**
     * Writes a pattern out.
     *
     * @param pattern a permission or a wildcard
     * @return what it means now, sorted; empty if nothing declared fits
     */
    public SortedSet<Permission> expand(PermissionPattern pattern) {
        SortedSet<Permission> found = new TreeSet<>();
        for (Permission permission : declared.keySet()) {
            if (pattern.matches(permission)) {
                found.add(permission);
            }
        }
        return found;
    }
}
