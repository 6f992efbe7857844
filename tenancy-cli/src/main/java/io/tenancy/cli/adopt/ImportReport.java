package io.tenancy.cli.adopt;

import java.util.List;
import java.util.Objects;

/**
 * How an import ended. Immutable.
 *
 * @param tenant the tenant that the rows became part of
 * @param tables every tenant table: what it holds there, and what the tenant has here
 * @param shared differences of shared tables that were passed over or added, one line each
 * @param sequences the sequences that were moved on
 */
public record ImportReport(
        FirstTenant tenant, List<AdoptionReport.Compared> tables, List<String> shared, List<String> sequences) {
    /**
     * Checks the components.
     *
     * @param tenant the tenant
     * @param tables the tables
     * @param shared the differences
     * @param sequences the sequences
     */
    public ImportReport {
        Objects.requireNonNull(tenant, "tenant");
        tables = List.copyOf(tables);
        shared = List.copyOf(shared);
        sequences = List.copyOf(sequences);
    }

    /**
     * Whether the tenant has here what there was there.
     *
     * @return true if no row was lost, added or changed
     */
    public boolean isContentEqual() {
        return tables.stream().allMatch(AdoptionReport.Compared::isEqual);
    }
}
