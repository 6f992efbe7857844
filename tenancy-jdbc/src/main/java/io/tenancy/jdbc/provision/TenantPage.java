package io.tenancy.jdbc.provision;

import io.tenancy.tenant.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of tenants.
 *
 * @param items by key
 * @param nextCursor for {@link TenantQuery#after}; null on the last page
 */
public record TenantPage(List<Tenant> items, @Nullable String nextCursor) {
    /**
     * Copies the list.
     *
     * @param items the tenants
     * @param nextCursor the cursor, or null
     */
    public TenantPage {
        items = List.copyOf(items);
    }
}
