package io.tenancy.authorization;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * People and keys that are granted roles together.
 *
 * @param id the group's id
 * @param name for people; unique in the tenant
 * @param members the principals in it; no groups
 */
public record PrincipalGroup(UUID id, String name, SortedSet<UUID> members) {
    /**
     * Checks and copies the components.
     *
     * @param id the group's id
     * @param name for people
     * @param members the principals in it
     * @throws NullPointerException if a component is null
     */
    public PrincipalGroup {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    }
}
