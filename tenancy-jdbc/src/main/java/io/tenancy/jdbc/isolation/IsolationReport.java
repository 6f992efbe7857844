package io.tenancy.jdbc.isolation;

import java.util.List;
import java.util.Objects;

/**
 * What an audit found. Immutable.
 *
 * @param server the version of the server
 * @param database the database, as SQL takes its name
 * @param appRole the application's role
 * @param tables what every table was taken for, by name
 * @param findings what is wrong, the gravest first, then by rule and object
 */
public record IsolationReport(
        String server, String database, String appRole, List<AuditedTable> tables, List<Finding> findings) {
    /**
     * Checks the components.
     *
     * @param server the version of the server
     * @param database the database
     * @param appRole the application's role
     * @param tables the tables
     * @param findings the findings
     */
    public IsolationReport {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(appRole, "appRole");
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
    }

    /**
     * The findings that are at least this bad.
     *
     * @param least the mildest that counts
     * @return them, the gravest first
     */
    public List<Finding> findings(Severity least) {
        return findings.stream()
                .filter(finding -> finding.severity().compareTo(least) >= 0)
                .toList();
    }

    /**
     * How many findings are exactly this bad.
     *
     * @param severity the severity
     * @return the number
     */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
