package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads tables and the database around them; keys and code have readers of their own. Reads no row of any table. */
final class OriginalReader {
    /** What belongs to the application: no system schema, nothing of ours, nothing temporary. */
    static final String SCHEMA =
            "n.nspname not in ('pg_catalog', 'information_schema', 'tenancy', 'tenancy_adopt') and n.nspname !~ '^pg_(toast|temp)'";

    static final String NO_EXTENSION =
            "not exists (select from pg_depend x where x.objid = %s.oid and x.classid = '%s'::regclass and x.deptype = 'e')";

    private static final String TABLES = """
            select c.oid, n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname) as sql, c.relkind, c.relispartition,
                array(select i.inhparent::bigint from pg_inherits i where i.inhrelid = c.oid order by i.inhseqno) as parents,
                o.rolname, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence = 'u' as unlogged,
                array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1) as policies,
                c.relreplident, c.reltuples::bigint as rows
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles o on o.oid = c.relowner
            where c.relkind in ('r', 'p') and c.relpersistence <> 't' and %s and %s
            order by 4
            """;

    private static final String COLUMNS = """
            select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
                a.attgenerated <> '' as generated, a.attidentity, a.attislocal
            from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
            join pg_namespace n on n.oid = c.relnamespace
            where a.attnum > 0 and not a.attisdropped and %s
            order by a.attrelid, a.attnum
            """;

    private OriginalReader() {}

    static Original read(Connection connection) throws SQLException {
        // Every name that the server writes out for us is to be qualified.
        Query.run(connection, "set search_path = pg_catalog");
        Map<Long, Original.Table> tables = tables(connection);
        return new Original(
                Query.one(connection, "select current_setting('server_version_num')::int", row -> row.getInt(1)),
                tables,
                KeyReader.indexes(connection, tables.keySet()),
                KeyReader.foreignKeys(connection, tables.keySet()),
                CodeReader.triggers(connection, tables.keySet()),
                CodeReader.views(connection),
                CodeReader.sequences(connection),
                CodeReader.owned(connection),
                CodeReader.grants(connection),
                new HashSet<>(Query.list(connection, "select extname from pg_extension", row -> row.getString(1))),
                new HashSet<>(Query.list(
                        connection, "select rolname from pg_roles where rolsuper", row -> row.getString(1))));
    }

    private static Map<Long, Original.Table> tables(Connection connection) throws SQLException {
        Map<Long, List<Original.Column>> columns =
                Query.list(connection, COLUMNS.formatted(SCHEMA), Placed::read).stream()
                        .collect(Collectors.groupingBy(
                                Placed::table, Collectors.mapping(Placed::column, Collectors.toUnmodifiableList())));
        return Query.list(
                        connection,
                        TABLES.formatted(SCHEMA, NO_EXTENSION.formatted("c", "pg_class")),
                        row -> new Original.Table(
                                row.getLong("oid"),
                                row.getString("nspname"),
                                row.getString("relname"),
                                row.getString("sql"),
                                Query.letter(row, "relkind"),
                                row.getBoolean("relispartition"),
                                Query.numbers(row, "parents"),
                                columns.getOrDefault(row.getLong("oid"), List.of()),
                                row.getString("rolname"),
                                row.getBoolean("relrowsecurity"),
                                row.getBoolean("relforcerowsecurity"),
                                row.getBoolean("unlogged"),
                                Query.texts(row, "policies"),
                                Query.letter(row, "relreplident"),
                                row.getLong("rows")))
                .stream()
                .collect(Collectors.toMap(
                        Original.Table::oid, table -> table, (first, second) -> first, LinkedHashMap::new));
    }

    private record Placed(long table, Original.Column column) {
        static Placed read(ResultSet row) throws SQLException {
            return new Placed(
                    row.getLong("attrelid"),
                    new Original.Column(
                            row.getInt("attnum"),
                            row.getString("attname"),
                            row.getString("type"),
                            row.getBoolean("attnotnull"),
                            row.getBoolean("generated"),
                            Query.letter(row, "attidentity"),
                            row.getBoolean("attislocal")));
        }
    }
}
