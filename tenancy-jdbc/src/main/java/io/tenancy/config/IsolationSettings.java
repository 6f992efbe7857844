package io.tenancy.config;

import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.isolation.TenantColumnType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code isolation}: how the tables of the application hold their tenant.
 *
 * @param tenantColumn the column that holds the tenant; {@code tenant_id} unless told
 * @param tenantColumnType its type; uuid unless told
 * @param sharedTables tables that belong to no tenant, with or without schema
 * @param branchColumn the column that holds the branch, or null if the application has no branches
 * @param startCheck what the start of the application does about tables that leak; refuse unless told
 * @param waivers findings that somebody answers for
 */
public record IsolationSettings(
        String tenantColumn,
        TenantColumnType tenantColumnType,
        List<String> sharedTables,
        @Nullable String branchColumn,
        StartCheck startCheck,
        List<IsolationWaiver> waivers) {
    /** What counts without a file. */
    public static final IsolationSettings DEFAULTS = new IsolationSettings(
            IsolationSettings.DEFAULT_TENANT_COLUMN,
            TenantColumnType.UUID,
            List.of(),
            null,
            StartCheck.REFUSE,
            List.of());

    /** The column that holds the tenant unless the file names another. */
    public static final String DEFAULT_TENANT_COLUMN = "tenant_id";

    /**
     * Checks the components.
     *
     * @param tenantColumn the tenant column
     * @param tenantColumnType its type
     * @param sharedTables the shared tables
     * @param branchColumn the branch column, or null
     * @param startCheck what the start does
     * @param waivers the waivers
     * @throws NullPointerException if a component that may not be null is null
     */
    public IsolationSettings {
        Objects.requireNonNull(tenantColumn, "tenantColumn");
        Objects.requireNonNull(tenantColumnType, "tenantColumnType");
        sharedTables = List.copyOf(sharedTables);
        Objects.requireNonNull(startCheck, "startCheck");
        waivers = List.copyOf(waivers);
    }
}
