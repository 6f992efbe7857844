package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the catalog that Citus keeps beside PostgreSQL's, where it is installed. */
final class CitusQueries {
    private static final String SETTING =
            "select coalesce(current_setting('citus.propagate_set_commands', true), '') from pg_extension"
                    + " where extname = 'citus'";

    // Hash-distributed tables have a key; reference tables have none and are replicated by two-phase commit.
    private static final String TABLES = "select logicalrelid::oid::bigint, partkey, coalesce(colocationid, 0),"
            + " partmethod = 'n' and repmodel = 't' from pg_catalog.pg_dist_partition";

    private CitusQueries() {}

    static Citus read(Connection connection) throws SQLException {
        Optional<String> setting = Jdbc.first(connection, SETTING, row -> row.getString(1));
        if (setting.isEmpty()) {
            return Citus.NONE;
        }
        Map<Long, Citus.Spread> tables = new HashMap<>();
        if (Jdbc.test(connection, "select to_regclass('pg_catalog.pg_dist_partition') is not null")) {
            Jdbc.list(
                            connection,
                            TABLES,
                            row -> Map.entry(
                                    row.getLong(1),
                                    new Citus.Spread(column(row.getString(2)), row.getLong(3), row.getBoolean(4))))
                    .forEach(entry -> tables.put(entry.getKey(), entry.getValue()));
        }
        return new Citus(true, setting.get(), Map.copyOf(tables));
    }

    /** The key is kept as the tree of a column. */
    private static int column(@Nullable String key) {
        return NodeTree.parse(key) instanceof Node.Struct node && node.is("VAR") ? (int) node.number("varattno") : 0;
    }
}
