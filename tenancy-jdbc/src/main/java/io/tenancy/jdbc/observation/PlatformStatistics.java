package io.tenancy.jdbc.observation;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * How many tenants there are, on which plans, and how much they hold, over the admin connection. Immutable and thread-safe.
 *
 * <p>Fails with {@link io.tenancy.TenancyException} if the database cannot be asked or refuses.
 */
public final class PlatformStatistics {
    private static final String SIZES = "select t.schema_name || '.' || t.table_name,"
            + " greatest(0, sum(greatest(c.reltuples, 0)))::bigint, sum(pg_total_relation_size(c.oid))::bigint"
            + " from tenancy.tenant_tables() t join lateral"
            + " (select t.relation as oid union select p.relid from pg_partition_tree(t.relation) p where p.relid is not null) parts on true"
            + " join pg_class c on c.oid = parts.oid and (c.relkind <> 'p') where t.schema_name <> 'tenancy'"
            + " group by 1 order by 3 desc, 1";

    private final DataSource admin;

    private PlatformStatistics(DataSource admin) {
        this.admin = Objects.requireNonNull(admin, "admin");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @return the statistics
     */
    public static PlatformStatistics over(DataSource admin) {
        return new PlatformStatistics(admin);
    }

    /**
     * How many tenants hold a version of a plan.
     *
     * @param plan the key of the plan
     * @param version which version
     * @param tenants how many active or suspended tenants hold it
     * @param onTrial how many of them have an end of their trial
     */
    public record PlanCount(String plan, int version, long tenants, long onTrial) {}

    /**
     * How much a table holds.
     *
     * @param table its schema and name
     * @param rows how many rows; of all tenants together what the server estimates
     * @param bytes of all tenants with indexes, on disk; of one tenant the bytes of its rows
     */
    public record TableSize(String table, long rows, long bytes) {}

    /**
     * How many tenants there are.
     *
     * @return by status, those that occur, in the order of the lifecycle
     */
    public Map<TenantStatus, Long> tenants() {
        Map<TenantStatus, Long> counts = new EnumMap<>(TenantStatus.class);
        List<Long> unused = read(connection ->
                Jdbc.list(connection, "select status, count(*) from tenancy.tenant group by status", row -> {
                    counts.put(TenantStatus.valueOf(row.getString(1)), row.getLong(2));
                    return row.getLong(2);
                }));
        return counts;
    }

    /**
     * Which plans are held.
     *
     * @return the most held first
     */
    public List<PlanCount> plans() {
        return read(connection -> Jdbc.list(
                connection,
                "select p.plan, p.plan_version, count(*), count(p.trial_ends_at) from tenancy.tenant_plan p"
                        + " join tenancy.tenant t on t.id = p.tenant_id where t.status in ('ACTIVE', 'SUSPENDED')"
                        + " group by 1, 2 order by 3 desc, 1, 2",
                row -> new PlanCount(row.getString(1), row.getInt(2), row.getLong(3), row.getLong(4))));
    }

    /**
     * How much the application's tables hold of all tenants, partitions included.
     *
     * @return the largest first
     */
    public List<TableSize> sizes() {
        return read(connection ->
                Jdbc.list(connection, SIZES, row -> new TableSize(row.getString(1), row.getLong(2), row.getLong(3))));
    }

    /**
     * How much the application's tables hold of one tenant. Reads all of its rows: of a large tenant that takes a while.
     *
     * @param tenant of whom
     * @return the largest first
     */
    public List<TableSize> sizes(Tenant tenant) {
        return read(connection -> {
            List<TableSize> sizes = new ArrayList<>();
            for (Held table : held(connection)) {
                sizes.addAll(Jdbc.list(
                        connection,
                        "select count(*), coalesce(sum(pg_column_size(r.*)), 0)::bigint from " + table.quoted()
                                + " r where r." + table.column() + " = ?",
                        row -> new TableSize(table.name(), row.getLong(1), row.getLong(2)),
                        table.value(tenant)));
            }
            sizes.sort((one, other) -> Long.compare(other.bytes(), one.bytes()));
            return sizes;
        });
    }

    private record Held(String name, String quoted, String column, String type) {
        Object value(Tenant tenant) {
            return switch (type) {
                case "uuid" -> tenant.id().value();
                case "bigint" -> tenant.number();
                default -> tenant.id().toString();
            };
        }
    }

    private static List<Held> held(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                "select schema_name || '.' || table_name, format('%I.%I', schema_name, table_name), quote_ident(tenant_column),"
                        + " column_type from tenancy.tenant_tables() where schema_name <> 'tenancy' order by 1",
                row -> new Held(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    private <T> T read(Jdbc.Work<T> work) {
        return Jdbc.inTransaction(admin, "read statistics", work);
    }
}
