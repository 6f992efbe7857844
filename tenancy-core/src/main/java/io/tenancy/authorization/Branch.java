package io.tenancy.authorization;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a tenant: a shop, a ward, a region with shops below it. A grant at a branch reaches everything below.
 *
 * @param id the branch's id, which rows carry
 * @param parent the branch above; null for one that is directly below the tenant
 * @param name for people
 */
public record Branch(UUID id, @Nullable UUID parent, String name) {
    /**
     * Checks the components.
     *
     * @param id the branch's id
     * @param parent the branch above
     * @param name for people
     * @throws NullPointerException if a component that may not be null is null
     */
    public Branch {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }
}
