package io.tenancy.jdbc.isolation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a table is to be isolated. Immutable.
 *
 * @param tenantColumn the column that holds the tenant
 * @param type the type of the column if it has to be added
 * @param branchColumn the uuid column that narrows the view to the bound branches, or null
 */
public record Isolation(
        String tenantColumn,
        TenantColumnType type,
        @Nullable String branchColumn) {
    /**
     * Checks the components.
     *
     * @param tenantColumn the tenant column
     * @param type its type
     * @param branchColumn the branch column, or null
     */
    public Isolation {
        Objects.requireNonNull(tenantColumn, "tenantColumn");
        Objects.requireNonNull(type, "type");
    }

    /**
     * By the column {@code tenant_id}, a uuid, without branches.
     *
     * @return the usual way
     */
    public static Isolation byTenantId() {
        return byColumn("tenant_id");
    }

    /**
     * By another column, a uuid if it has to be added.
     *
     * @param tenantColumn the column
     * @return isolation by that column
     */
    public static Isolation byColumn(String tenantColumn) {
        return new Isolation(tenantColumn, TenantColumnType.UUID, null);
    }

    /**
     * The same with branches.
     *
     * @param column the branch column
     * @return isolation by tenant and branch
     */
    public Isolation withBranchColumn(String column) {
        return new Isolation(tenantColumn, type, Objects.requireNonNull(column, "column"));
    }
}
