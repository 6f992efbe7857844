package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The other database: whether it fits, and where its rows lie. */
final class ImportSource {
    private ImportSource() {}

    /** The same tables with the same columns, as they were before the adoption; nothing more that would be left behind. */
    static void requireSame(Connection there, Original here, Manifest manifest) throws SQLException {
        Original other = OriginalReader.read(there);
        Map<String, Original.Table> theirs = other.bySql();
        Map<String, Original.Table> ours = here.bySql();
        List<String> differences = new ArrayList<>();
        manifest.columns().forEach((name, columns) -> {
            Original.Table table = theirs.get(name);
            Original.Table own = ours.get(name);
            if (table == null || own == null) {
                differences.add("no table " + name + (table == null ? " there" : " here"));
                return;
            }
            for (String column : columns) {
                String difference = difference(table.column(column), own.column(column));
                if (difference != null) {
                    differences.add(name + "." + column + " " + difference);
                }
            }
            table.columnNames().stream()
                    .filter(column -> !columns.contains(column))
                    .forEach(column -> differences.add(name + "." + column + " is not here"));
        });
        other.sorted().stream()
                .filter(table -> !table.partition() && !manifest.columns().containsKey(table.sql()))
                .filter(table -> !Classifier.isTool(table.name().toLowerCase(Locale.ROOT)))
                .forEach(table -> differences.add("table " + table.sql() + " is not here"));
        if (!differences.isEmpty()) {
            throw AdoptionException.refused(
                    "The database to import has another schema: " + String.join("; ", differences),
                    "Bring both to the same version of the application first");
        }
    }

    private static @org.jspecify.annotations.Nullable String difference(
            Original.@org.jspecify.annotations.Nullable Column theirs,
            Original.@org.jspecify.annotations.Nullable Column ours) {
        if (theirs == null || ours == null) {
            return theirs == null ? "is not there" : "is not here";
        }
        return theirs.type().equals(ours.type()) ? null : "is " + theirs.type() + " there and " + ours.type() + " here";
    }

    /** The relations that hold a table's rows there, in a fixed order; inheriting tables count by themselves. */
    static List<String> leaves(Connection there, Original.Table table) throws SQLException {
        return Query.list(there, """
                with recursive part as (
                    select c.oid, c.relkind from pg_class c where c.oid = ?::regclass
                    union all
                    select c.oid, c.relkind from part p join pg_inherits i on i.inhparent = p.oid join pg_class c on c.oid = i.inhrelid
                    where p.relkind = 'p')
                select format('%I.%I', n.nspname, c.relname) from part p join pg_class c on c.oid = p.oid
                join pg_namespace n on n.oid = c.relnamespace where p.relkind = 'r' order by 1
                """, row -> row.getString(1), table.sql());
    }

    static long pages(Connection there, String leaf) throws SQLException {
        return Query.one(
                there,
                "select pg_relation_size(?::regclass) / current_setting('block_size')::bigint",
                row -> row.getLong(1),
                leaf);
    }
}
