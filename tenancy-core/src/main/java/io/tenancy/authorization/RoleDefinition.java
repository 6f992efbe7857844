package io.tenancy.authorization;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody writes to make or change a role. Wildcards are written out against the catalogue when the role is written; a dynamic
 * role follows them into later releases. Immutable and thread-safe.
 *
 * <pre>{@code
 * RoleDefinition.of("front-desk", "Front desk", "appointments:*", "patients:read")
 * }</pre>
 *
 * @param key the name in grants
 * @param name for people
 * @param description what it is for; may be empty
 * @param says permissions and wildcards
 * @param inherits keys of the roles whose permissions it has too
 * @param dynamic whether its wildcards take in what later releases add
 */
public record RoleDefinition(
        String key,
        String name,
        String description,
        Set<PermissionPattern> says,
        Set<String> inherits,
        boolean dynamic) {
    /**
     * Checks and copies the components.
     *
     * @param key the name in grants
     * @param name for people
     * @param description what it is for
     * @param says permissions and wildcards
     * @param inherits keys of other roles
     * @param dynamic whether its wildcards stay
     * @throws IllegalArgumentException if a component has no fitting form
     */
    public RoleDefinition {
        says = Collections.unmodifiableSet(new LinkedHashSet<>(says));
        inherits = Collections.unmodifiableSet(new LinkedHashSet<>(inherits));
        Role.check(key, name, description, inherits);
    }

    /**
     * A role without description and parents, whose wildcards are written out.
     *
     * @param key the name in grants
     * @param name for people
     * @param says permissions and wildcards
     * @return the definition
     */
    public static RoleDefinition of(String key, String name, String... says) {
        Set<PermissionPattern> patterns = new LinkedHashSet<>();
        for (String one : says) {
            patterns.add(PermissionPattern.of(one));
        }
        return new RoleDefinition(key, name, "", patterns, Set.of(), false);
    }

    /**
     * The wildcards that it follows into later releases.
     *
     * @return empty unless it is dynamic
     */
    public List<PermissionPattern> followed() {
        return dynamic ? says.stream().filter(PermissionPattern::isWildcard).toList() : List.of();
    }
}
