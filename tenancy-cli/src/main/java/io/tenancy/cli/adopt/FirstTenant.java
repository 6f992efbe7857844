package io.tenancy.cli.adopt;

import io.tenancy.tenant.TenantKey;
import java.util.Objects;
import java.util.UUID;

/**
 * A tenant that existing rows become part of. Immutable.
 *
 * @param id its id, fixed with the plan, so that every installation of these scripts agrees on it
 * @param key its key
 * @param name its display name
 */
public record FirstTenant(UUID id, TenantKey key, String name) {
    /**
     * Checks the components.
     *
     * @param id the id
     * @param key the key
     * @param name the display name
     */
    public FirstTenant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
    }
}
