package io.tenancy.jdbc.isolation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.CatalogReader;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Examines a database for ways across tenants, from its catalog alone: reads no row of any table and changes nothing. Policies are
 * judged by what their expressions mean and by whom they are for, not by how they are spelt. Immutable and thread-safe; every run
 * asks anew, with a fixed number of queries in one read-only transaction.
 *
 * <pre>{@code
 * IsolationReport report = IsolationAudit.builder(migrator).tenantColumn("organization_id").build().run();
 * if (!report.findings(Severity.ERROR).isEmpty()) { .. }
 * }</pre>
 *
 * <p>Fails with {@link io.tenancy.ErrorCode#CONNECTION_FAILED}, {@link io.tenancy.ErrorCode#PRIVILEGE_MISSING} or
 * {@link io.tenancy.ErrorCode#CONTROL_PLANE_MISSING} (no such role): an audit that could not look gives no report.
 */
public final class IsolationAudit {
    private static final List<AuditRule> RULES = List.of(
            new RowSecurityRules(),
            new RoleRules(),
            new PolicyRules(),
            new PolicyFunctionRules(),
            new ForeignKeyRules(),
            new UniqueRules(),
            new TenantColumnRules(),
            new IndexRules(),
            new ViewRules(),
            new UncoveredObjectRules(),
            new FunctionRules(),
            new GrantRules(),
            new ConfigurationRules(),
            new SideDoorRules(),
            new ServerReleaseRules(),
            new TableClassRules(),
            new CitusRules());

    /** What can be judged without indexes, keys, views and functions. */
    private static final List<AuditRule> OF_TABLES = List.of(new RowSecurityRules(), new PolicyRules());

    private final DataSource database;
    private final boolean tablesOnly;
    private final String appRole;
    private final @Nullable String tenantColumn;
    private final @Nullable Set<String> sharedTables;

    private IsolationAudit(Builder builder) {
        this.database = builder.database;
        this.tablesOnly = builder.tablesOnly;
        this.appRole = builder.appRole;
        this.tenantColumn = builder.tenantColumn;
        this.sharedTables = builder.sharedTables == null ? null : Set.copyOf(builder.sharedTables);
    }

    /**
     * An audit of one database.
     *
     * @param database connects as {@code tenancy_migrator}; any role that may read the catalog will do
     * @return a builder
     */
    public static Builder builder(DataSource database) {
        return new Builder(database);
    }

    /**
     * Looks, in a read-only transaction of its own.
     *
     * @return what was found
     * @throws io.tenancy.TenancyException if the database cannot be asked
     */
    public IsolationReport run() {
        return Jdbc.inTransaction(database, "audit the isolation", connection -> {
            Jdbc.run(connection, "set transaction isolation level repeatable read, read only");
            return on(connection);
        });
    }

    /**
     * Looks from inside the transaction that a connection is in, and sees what that has changed so far.
     *
     * @param connection connected to the database, not in autocommit mode
     * @return what was found
     * @throws SQLException if the database cannot be asked
     */
    public IsolationReport on(Connection connection) throws SQLException {
        Catalog catalog = tablesOnly
                ? CatalogReader.readTables(
                        connection, appRole, Set.of(tenantColumn == null ? AuditSubject.USUAL_COLUMN : tenantColumn))
                : CatalogReader.read(connection, appRole);
        AuditSubject subject = AuditSubject.of(catalog, tenantColumn, sharedTables);
        Set<Finding> findings = new LinkedHashSet<>();
        (tablesOnly ? OF_TABLES : RULES).forEach(rule -> rule.judge(subject, findings::add));
        // What was not read looks as if it were not there, which makes warnings of things like a missing index.
        findings.removeIf(finding -> tablesOnly && finding.severity() != Severity.ERROR);
        return new IsolationReport(
                subject.catalog().surroundings().versionName(),
                subject.catalog().surroundings().database(),
                appRole,
                subject.audited(),
                findings.stream()
                        .sorted(Comparator.comparing(Finding::severity)
                                .reversed()
                                .thenComparing(Finding::rule)
                                .thenComparing(Finding::object)
                                .thenComparing(Finding::problem))
                        .toList());
    }

    /** Collects the options of an {@link IsolationAudit}. Not thread-safe. */
    public static final class Builder {
        private final DataSource database;
        private String appRole = "tenancy_app";
        private boolean tablesOnly;
        private @Nullable String tenantColumn;
        private @Nullable Set<String> sharedTables;

        private Builder(DataSource database) {
            this.database = Objects.requireNonNull(database, "database");
        }

        /**
         * The role that the application logs in as; default {@code tenancy_app}.
         *
         * @param role its name, as it is
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder appRole(String role) {
            this.appRole = Objects.requireNonNull(role, "role");
            return this;
        }

        /**
         * The column that holds the tenant. Without it: {@code tenant_id}, and whatever column a floor policy names.
         *
         * @param column its name, as it is
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tenantColumn(String column) {
            this.tenantColumn = Objects.requireNonNull(column, "column");
            return this;
        }

        /**
         * The tables that belong to no tenant. Without it, tables that the application can only read are taken for shared, and
         * reported as inferred.
         *
         * @param tables their names, with or without schema, as they are
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder sharedTables(List<String> tables) {
            this.sharedTables = new LinkedHashSet<>(tables);
            return this;
        }

        /**
         * Only what is an error of tables and their policies, which takes a moment: A01, A02, A05, A06 and A16. For the start of an
         * application; its connection may ask.
         *
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tablesOnly() {
            this.tablesOnly = true;
            return this;
        }

        /**
         * Makes the audit. Opens no connection.
         *
         * @return the audit
         */
        public IsolationAudit build() {
            return new IsolationAudit(this);
        }
    }
}
