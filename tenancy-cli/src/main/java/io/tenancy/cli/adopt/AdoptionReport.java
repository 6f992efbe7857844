package io.tenancy.cli.adopt;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.IsolationReport;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an adoption ended. Immutable.
 *
 * @param tenants the tenants of the rows that were there
 * @param tables every table with its content before and after
 * @param audit what the isolation audit says of the database as it is now
 * @param proof how the attacks on it ended; null if none were to be carried out
 * @param applied the migrations that this run applied; an earlier one may have applied others
 */
public record AdoptionReport(
        List<FirstTenant> tenants,
        List<Compared> tables,
        IsolationReport audit,
        @Nullable ProofReport proof,
        List<String> applied) {
    /**
     * Checks the components.
     *
     * @param tenants the tenants
     * @param tables the tables
     * @param audit the audit
     * @param proof the proof, or null
     * @param applied the migrations
     */
    public AdoptionReport {
        tenants = List.copyOf(tenants);
        tables = List.copyOf(tables);
        Objects.requireNonNull(audit, "audit");
        applied = List.copyOf(applied);
    }

    /**
     * Whether every table holds what it held, in its original columns.
     *
     * @return true if no row was lost, added or changed
     */
    public boolean isContentEqual() {
        return tables.stream().allMatch(Compared::isEqual);
    }

    /**
     * What the audit and the proof found, the gravest of each first.
     *
     * @return errors and warnings
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(audit.findings(Severity.WARNING));
        if (proof != null) {
            findings.addAll(proof.findings());
        }
        return findings;
    }

    /**
     * A table before and after.
     *
     * @param table the table
     * @param before what it held
     * @param after what it holds, in the same columns
     */
    public record Compared(String table, Content before, Content after) {
        /**
         * Checks the components.
         *
         * @param table the table
         * @param before what it held
         * @param after what it holds
         */
        public Compared {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }

        /**
         * Whether both are the same.
         *
         * @return true if number and checksums are equal
         */
        public boolean isEqual() {
            return before.sameAs(after);
        }
    }
}
