package io.tenancy.jdbc.provision;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tenant table as deletion sees it.
 *
 * @param oid in the catalog
 * @param name for people
 * @param quoted for SQL
 * @param column the tenant column, quoted
 * @param type its type
 * @param cyclic whether its rows may refer to rows that are removed at the same time
 */
record DoomedTable(long oid, String name, String quoted, String column, String type, boolean cyclic) {
    /**
     * All tenant tables, each before the tables it refers to; a cycle of tables stands in any order and is marked. What nobody may
     * remove, the audit log, stays.
     *
     * @param connection as admin
     */
    static List<DoomedTable> childrenFirst(Connection connection) throws SQLException {
        Map<Long, DoomedTable> waiting = new LinkedHashMap<>();
        Jdbc.list(
                        connection,
                        "select relation, schema_name || '.' || table_name, format('%I.%I', schema_name, table_name),"
                                + " quote_ident(tenant_column), column_type from tenancy.tenant_tables()"
                                + " where schema_name <> 'tenancy' or has_table_privilege(relation, 'delete')",
                        row -> new DoomedTable(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                false))
                .forEach(table -> waiting.put(table.oid, table));
        Map<Long, Set<Long>> referrers = referrers(connection, waiting.keySet());
        List<DoomedTable> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            DoomedTable next = waiting.values().stream()
                    .filter(table -> nobodyWaits(referrers, table.oid, waiting.keySet()))
                    .findFirst()
                    .orElseGet(() -> waiting.values().iterator().next().inCycle());
            waiting.remove(next.oid);
            ordered.add(refersToItself(referrers, next.oid) ? next.inCycle() : next);
        }
        return ordered;
    }

    private static boolean nobodyWaits(Map<Long, Set<Long>> referrers, long table, Set<Long> waiting) {
        return referrers.getOrDefault(table, Set.of()).stream()
                .noneMatch(other -> other != table && waiting.contains(other));
    }

    private static boolean refersToItself(Map<Long, Set<Long>> referrers, long table) {
        return referrers.getOrDefault(table, Set.of()).contains(table);
    }

    /** Who refers to a table, by foreign keys of the tables or their partitions. */
    private static Map<Long, Set<Long>> referrers(Connection connection, Set<Long> tables) throws SQLException {
        Map<Long, Set<Long>> referrers = new LinkedHashMap<>();
        Jdbc.list(
                        connection,
                        "select distinct coalesce(pg_partition_root(confrelid)::oid, confrelid),"
                                + " coalesce(pg_partition_root(conrelid)::oid, conrelid) from pg_constraint where contype = 'f'",
                        row -> new long[] {row.getLong(1), row.getLong(2)})
                .stream()
                .filter(edge -> tables.contains(edge[0]) && tables.contains(edge[1]))
                .forEach(edge -> referrers
                        .computeIfAbsent(edge[0], key -> new TreeSet<>())
                        .add(edge[1]));
        return referrers;
    }

    private DoomedTable inCycle() {
        return new DoomedTable(oid, name, quoted, column, type, true);
    }

    /** The tenant's value in the tenant column. */
    Object value(Tenant tenant) {
        return switch (type) {
            case "uuid" -> tenant.id().value();
            case "bigint" -> tenant.number();
            default -> tenant.id().toString();
        };
    }

    /**
     * Removes some rows; all at once where rows refer to each other, since a reference within one statement is no obstacle.
     *
     * @param batch at most so many
     */
    String deletion(int batch) {
        if (cyclic) {
            return "delete from " + quoted + " where " + column + " = ?";
        }
        // A row's place is unique only together with its partition.
        return "with doomed as materialized (select tableoid as part, ctid as place from " + quoted + " where " + column
                + " = ? limit " + batch + ") delete from " + quoted
                + " t using doomed where t.tableoid = doomed.part and t.ctid = doomed.place";
    }

    /** Whether a row is left. */
    String anyLeft() {
        return "select exists (select from " + quoted + " where " + column + " = ?)";
    }
}
