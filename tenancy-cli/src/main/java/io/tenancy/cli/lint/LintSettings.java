package io.tenancy.cli.lint;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the linter is told besides the files.
 *
 * @param tenantColumn the column that holds the tenant, unless {@code isolate} names another
 * @param sharedTables tables that belong to no tenant, with or without schema; null if nobody declared them
 * @param appRole the role that the application logs in as
 * @param placeholders values of placeholders by name
 * @param since findings in migrations up to this version are left out; null for none
 * @param placements where the migrations must run besides a shared schema
 */
public record LintSettings(
        String tenantColumn,
        @Nullable List<String> sharedTables,
        String appRole,
        Map<String, String> placeholders,
        @Nullable String since,
        Set<Placement> placements) {
    /** A placement that needs migrations of its kind. */
    public enum Placement {
        /** A schema for each tenant: the same migrations run in each. */
        SCHEMA,
        /** Tables distributed over machines by Citus. */
        CITUS;

        @Override
        public String toString() {
            return this == SCHEMA ? "schema" : "citus";
        }
    }

    /**
     * Checks the components.
     *
     * @param tenantColumn the tenant column
     * @param sharedTables shared tables
     * @param appRole the application's role
     * @param placeholders values of placeholders
     * @param since the version that is judged no more
     * @param placements where the migrations must run
     */
    public LintSettings {
        Objects.requireNonNull(tenantColumn, "tenantColumn");
        sharedTables = sharedTables == null ? null : List.copyOf(sharedTables);
        Objects.requireNonNull(appRole, "appRole");
        placeholders = Map.copyOf(placeholders);
        placements = Set.copyOf(placements);
    }

    boolean isSettled(MigrationFile file) {
        Version version = file.version();
        return version != null
                && since != null
                && Version.parse(since)
                        .filter(settled -> version.compareTo(settled) <= 0)
                        .isPresent();
    }

    boolean isShared(Name table) {
        return sharedTables != null
                && sharedTables.stream()
                        .flatMap(one -> Name.parse(one).stream())
                        .anyMatch(table::equals);
    }
}
