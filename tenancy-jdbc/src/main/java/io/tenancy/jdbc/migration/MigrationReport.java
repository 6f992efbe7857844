package io.tenancy.jdbc.migration;

import java.util.List;

/**
 * What a run of {@link Migrator#migrate()} did.
 *
 * @param applied the migrations applied now, in order; empty if nothing was pending
 * @param unclassified tables of the schema that are neither isolated nor shared: the application cannot reach them
 */
public record MigrationReport(List<AppliedMigration> applied, List<String> unclassified) {
    /**
     * Copies the lists.
     *
     * @param applied what was applied
     * @param unclassified tables that nobody classified
     */
    public MigrationReport {
        applied = List.copyOf(applied);
        unclassified = List.copyOf(unclassified);
    }
}
