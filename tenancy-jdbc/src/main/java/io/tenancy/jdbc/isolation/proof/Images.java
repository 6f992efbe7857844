package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What rows look like that an attack must not change, down to their place in the table: an update that writes the same values
 * is seen, too.
 */
final class Images {
    private static final int AT_ONCE = 40;

    private record Watched(String table, String query) {}

    private final Map<Long, Watched> watched = new HashMap<>();

    /**
     * Makes a table watchable.
     *
     * @param oid the table
     * @param table its name as SQL takes it
     * @param condition which rows; of a live database only those that were made for the proof
     */
    void add(long oid, String table, String condition) {
        watched.put(
                oid,
                new Watched(
                        table,
                        "select '" + table.replace("'", "''")
                                + "', count(*) || coalesce(md5(string_agg(t.tableoid || ' ' || t.ctid || ' ' || t.xmin || ' ' || t.*::text,"
                                + " '' order by t.tableoid, t.ctid)), '') from " + table + " t where " + condition));
    }

    Map<String, String> of(Connection connection, Set<Long> tables) throws SQLException {
        List<String> queries = tables.stream()
                .map(watched::get)
                .filter(Objects::nonNull)
                .map(Watched::query)
                .toList();
        Map<String, String> images = new HashMap<>();
        for (int from = 0; from < queries.size(); from += AT_ONCE) {
            List<String> part = new ArrayList<>(queries.subList(from, Math.min(from + AT_ONCE, queries.size())));
            Jdbc.list(
                            connection,
                            String.join(" union all ", part),
                            row -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(entry -> images.put(entry.getKey(), entry.getValue()));
        }
        return images;
    }

    Set<Long> all() {
        return watched.keySet();
    }
}
