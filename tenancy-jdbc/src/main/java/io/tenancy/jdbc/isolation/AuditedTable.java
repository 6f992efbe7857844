package io.tenancy.jdbc.isolation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the audit took a table for. Immutable.
 *
 * @param table the table, as SQL takes its name
 * @param type what it holds
 * @param tenantColumn the column that holds the tenant, as SQL takes its name; null unless it is a tenant table
 * @param inferred whether nobody declared it: the catalog suggests it
 */
public record AuditedTable(
        String table, Type type, @Nullable String tenantColumn, boolean inferred) {
    /**
     * Checks the components.
     *
     * @param table the table
     * @param type what it holds
     * @param tenantColumn the tenant column, or null
     * @param inferred whether nobody declared it
     */
    public AuditedTable {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(type, "type");
    }

    /** What a table holds. */
    public enum Type {
        /** Rows of tenants. */
        TENANT,
        /** The same rows for every tenant. */
        SHARED,
        /** Nothing that the application can reach. */
        CLOSED,
        /** Nobody knows: neither a tenant column nor a declaration, and the application reaches it. */
        UNCLASSIFIED
    }
}
