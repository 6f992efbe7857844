package io.tenancy.jdbc.provision;

import io.tenancy.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the registry knows of a tenant.
 *
 * @param tenant the entry
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 * @param statusSince since when it has its status
 * @param purgeAt from when on its rows may be deleted; null unless it is cancelled or gone
 * @param domains its domains by name
 * @param settings its settings, name to JSON text
 * @param history its changes, oldest first
 */
public record TenantDetails(
        Tenant tenant,
        Instant createdAt,
        Instant updatedAt,
        Instant statusSince,
        @Nullable Instant purgeAt,
        List<TenantDomain> domains,
        Map<String, String> settings,
        List<RegistryChange> history) {
    /**
     * Copies the collections.
     *
     * @param tenant the entry
     * @param createdAt when made
     * @param updatedAt when changed
     * @param statusSince since when
     * @param purgeAt from when on
     * @param domains the domains
     * @param settings the settings
     * @param history the changes
     */
    public TenantDetails {
        domains = List.copyOf(domains);
        settings = Map.copyOf(settings);
        history = List.copyOf(history);
    }
}
