package io.tenancy.jdbc.isolation;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * The Java side of {@code tenancy.isolate(..)} and {@code tenancy.share(..)}. Migrations call these functions themselves, one line per
 * table; this is for programs that isolate tables of an existing schema. Immutable and thread-safe.
 *
 * <pre>{@code
 * RowLevelSecurity security = RowLevelSecurity.over(migrator);
 * List<IsolationWarning> warnings = security.isolate("patient", Isolation.byColumn("organization_id"));
 * }</pre>
 *
 * <p>Fails with {@link io.tenancy.ErrorCode#ISOLATION_FAILED} if the table cannot be isolated as asked; then nothing was changed.
 */
public final class RowLevelSecurity {
    private final DataSource migrator;

    private RowLevelSecurity(DataSource migrator) {
        this.migrator = Objects.requireNonNull(migrator, "migrator");
    }

    /**
     * Works through one connection source.
     *
     * @param migrator connects as {@code tenancy_migrator}
     * @return the isolation of that database
     */
    public static RowLevelSecurity over(DataSource migrator) {
        return new RowLevelSecurity(migrator);
    }

    /**
     * Isolates a table and its partitions. May be repeated.
     *
     * @param table the table, as one writes it in SQL: {@code patient}, {@code clinic.patient}
     * @param how by which columns
     * @return what isolation does not mend by itself, each with the SQL that does
     * @throws IsolationException if the table cannot be isolated; nothing was changed
     */
    public List<IsolationWarning> isolate(String table, Isolation how) {
        return call(
                table,
                "isolate " + table,
                "select tenancy.isolate(?::regclass, ?, ?, ?)",
                table,
                how.tenantColumn(),
                how.branchColumn(),
                how.type().sqlName());
    }

    /**
     * Makes a table a catalogue: the same rows for every tenant, read only for the application. May be repeated.
     *
     * @param table the table, as one writes it in SQL
     * @throws IsolationException if the table belongs to tenants; nothing was changed
     */
    public void share(String table) {
        List<IsolationWarning> none = call(table, "share " + table, "select tenancy.share(?::regclass)", table);
        if (!none.isEmpty()) {
            throw new IllegalStateException("tenancy.share gave warnings: " + none);
        }
    }

    private List<IsolationWarning> call(String table, String doing, String sql, @Nullable Object... binds) {
        try {
            return Jdbc.transact(migrator, connection -> {
                // Warnings are the answer; a login may have silenced them.
                Jdbc.run(connection, "set local client_min_messages = warning");
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < binds.length; i++) {
                        statement.setObject(i + 1, binds[i], Types.VARCHAR);
                    }
                    statement.execute();
                    return warnings(statement.getWarnings());
                }
            });
        } catch (SQLException e) {
            throw refusal(table, doing, e);
        }
    }

    private static List<IsolationWarning> warnings(@Nullable SQLWarning first) {
        List<IsolationWarning> warnings = new ArrayList<>();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrorMessage server = warning instanceof PSQLWarning own ? own.getServerErrorMessage() : null;
            if (server != null && Objects.equals(server.getSeverity(), "WARNING")) {
                warnings.add(new IsolationWarning(
                        String.valueOf(server.getMessage()), server.getHint() == null ? "" : server.getHint()));
            }
        }
        return warnings;
    }

    private static TenancyException refusal(String table, String doing, SQLException failure) {
        ServerErrorMessage server = ServerFailure.server(failure);
        return switch (ServerFailure.state(failure)) {
            case "TN010" ->
                new IsolationException(
                        ServerFailure.text(failure),
                        server == null || server.getHint() == null ? "Choose another table" : server.getHint(),
                        table,
                        failure);
            case "42P01", "3F000", "42602" ->
                new IsolationException("There is no table " + table, "Check the name and its schema", table, failure);
            case "42501" ->
                new TenancyException(
                        ErrorCode.PRIVILEGE_MISSING,
                        ServerFailure.text(failure),
                        "Let whoever owns the table run: alter table " + table + " owner to tenancy_owner",
                        Map.of("table", table),
                        failure);
            case "42883" ->
                new IsolationException(
                        "The database has no control plane", "Install it with: tenancyctl init", table, failure);
            default -> ServerFailure.of(doing, failure);
        };
    }

    /**
     * Every table that belongs to tenants, from the catalog; partitions are not listed beside their parent.
     *
     * @return the tables by name
     */
    public List<TenantTable> tenantTables() {
        return Jdbc.inTransaction(
                migrator,
                "list the tenant tables",
                connection -> Jdbc.list(
                        connection,
                        "select schema_name, table_name, tenant_column, column_type, partitioned from tenancy.tenant_tables()"
                                + " where schema_name <> 'tenancy'",
                        row -> new TenantTable(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                TenantColumnType.ofSqlName(row.getString(4)),
                                row.getBoolean(5))));
    }
}
