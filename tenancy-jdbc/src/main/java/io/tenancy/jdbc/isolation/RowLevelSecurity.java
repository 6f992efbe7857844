package io.tenancy.jdbc.isolation;

import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

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
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedNestedClass", "unused"})
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
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Makes a table a catalogue: the same rows for every tenant, read only for the application. May be repeated.
     *
     * @param table the table, as one writes it in SQL
     * @throws IsolationException if the table belongs to tenants; nothing was changed
     */
    public void share(String table) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Every table that belongs to tenants, from the catalog; partitions are not listed beside their parent.
     *
     * @return the tables by name
     */
    public List<TenantTable> tenantTables() {
        throw new UnsupportedOperationException("follows");
    }
}
