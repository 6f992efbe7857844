package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the shared tables of two databases: rows that mean something else there would change what imported rows mean. */
final class SharedComparison {
    private final Connection there;
    private final Connection here;
    private final Manifest manifest;

    SharedComparison(Connection there, Connection here, Manifest manifest) {
        this.there = there;
        this.here = here;
        this.manifest = manifest;
    }

    /** The differing tables, one line for each. */
    Map<String, String> differences() throws SQLException {
        Map<String, String> differences = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : manifest.columns().entrySet()) {
            if (manifest.types().get(table.getKey()) != TableClass.SHARED) {
                continue;
            }
            Content theirs = Contents.of(there, table.getKey(), table.getValue(), null);
            Content ours = Contents.of(here, table.getKey(), table.getValue(), null);
            if (!theirs.sameAs(ours)) {
                differences.put(
                        table.getKey(),
                        table.getKey() + ": " + theirs.rows() + " rows there, " + ours.rows()
                                + " here, and not the same");
            }
        }
        return differences;
    }

    /** Adds rows whose key is not here yet; what has the same key here stays as it is here. */
    void add(Courier courier, Iterable<String> tables) throws SQLException {
        for (String table : tables) {
            List<String> columns = new ArrayList<>(manifest.columns().getOrDefault(table, List.of()));
            courier.prepare(table, columns);
            courier.carry(
                    "select " + Sql.names(columns) + " from " + table,
                    "insert into " + table + " (" + Sql.names(columns) + ") overriding system value select "
                            + Sql.names(columns) + " from " + Courier.INCOMING
                            + " i where not exists (select from " + table + " k where " + keys(table) + ")");
        }
    }

    private String keys(String table) throws SQLException {
        List<String> key = Query.list(
                here,
                "select quote_ident(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                        + " and a.attnum = any (i.indkey) where i.indisprimary and i.indrelid = ?::regclass",
                row -> row.getString(1),
                table);
        if (key.isEmpty()) {
            throw AdoptionException.refused(
                    "Rows cannot be added to " + table + ", which has no primary key",
                    "Add them by hand, or keep what is here with --shared-rows keep");
        }
        return String.join(
                " and ", key.stream().map(name -> "k." + name + " = i." + name).toList());
    }
}
