package io.tenancy.authorization;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A named set of permissions. System roles are the application's, the same for every tenant; a tenant may make roles of its own. A role
 * has what it says itself and what its parents have. Immutable and thread-safe.
 *
 * @param key the name in grants: unique in the tenant, never changed
 * @param name for people
 * @param description what it is for; may be empty
 * @param isSystem whether it is the application's
 * @param permissions what it says itself, sorted; for a system role with what it inherits. Empty for the owner, who has everything
 * @param parents keys of the roles it inherits from
 * @param dynamic patterns that take in what later releases add
 */
public record Role(
        String key,
        String name,
        String description,
        boolean isSystem,
        SortedSet<Permission> permissions,
        Set<String> parents,
        Set<PermissionPattern> dynamic) {
    /** The key of the role that holds everything. Every tenant keeps at least one principal that has it. */
    public static final String OWNER = "owner";

    /**
     * Checks and copies the components.
     *
     * @param key the key
     * @param name the name
     * @param description what it is for
     * @param isSystem whether it is the application's
     * @param permissions what it says itself
     * @param parents what it inherits from
     * @param dynamic patterns it follows
     * @throws IllegalArgumentException if key, name or description has no fitting form, or the role inherits from itself or the owner
     */
    public Role {
        check(key, name, description, parents);
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
        parents = Collections.unmodifiableSet(new LinkedHashSet<>(parents));
        dynamic = Collections.unmodifiableSet(new LinkedHashSet<>(dynamic));
        for (PermissionPattern pattern : dynamic) {
            if (!pattern.isWildcard()) {
                throw new IllegalArgumentException("Role " + key + " follows " + pattern + ", which is no wildcard");
            }
        }
    }

    /** What roles and their definitions have in common. */
    static void check(String key, String name, String description, Set<String> parents) {
        requireKey(key);
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || !name.equals(name.strip()) || name.length() > 100) {
            throw new IllegalArgumentException(
                    "The name of role " + key + " has 1 to 100 characters, and no space around");
        }
        if (description.length() > 500) {
            throw new IllegalArgumentException("The description of role " + key + " has more than 500 characters");
        }
        for (String parent : parents) {
            requireKey(parent);
        }
        if (parents.contains(key)) {
            throw new IllegalArgumentException("Role " + key + " inherits from itself");
        }
        if (parents.contains(OWNER)) {
            throw new IllegalArgumentException("Ownership is not inherited: role " + key + " names owner as parent");
        }
    }

    /**
     * A tenant's own role without parents and patterns.
     *
     * @param key the key
     * @param name for people
     * @param permissions what it says
     * @return the role
     */
    public static Role of(String key, String name, Collection<Permission> permissions) {
        return new Role(key, name, "", false, new TreeSet<>(permissions), Set.of(), Set.of());
    }

    /**
     * Whether a text may be the key of a role: lower case letters, digits, {@code -} and {@code _}, at most 63, a letter first.
     *
     * @param text the text
     * @return true if it may
     */
    public static boolean isKey(String text) {
        return Permission.isName(text);
    }

    /**
     * Refuses what cannot be the key of a role.
     *
     * @param key lower case letters, digits, {@code -} and {@code _}, at most 63, a letter first
     * @return the key
     * @throws IllegalArgumentException if it has another form
     */
    @CanIgnoreReturnValue
    public static String requireKey(String key) {
        if (!Permission.isName(key)) {
            throw new IllegalArgumentException(
                    "A role's key is lower case letters, digits, - and _, a letter first, not \"" + key + "\"");
        }
        return key;
    }
}
