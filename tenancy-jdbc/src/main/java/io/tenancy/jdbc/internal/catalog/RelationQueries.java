package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;

/** Reads tables, views, their columns and policies. */
final class RelationQueries {
    /** What an application can own: no system schema, nothing temporary. */
    static final String OURS =
            "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'";

    private static final String RELATIONS = """
            select c.oid, n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname), c.relkind, c.relowner,
                c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
                exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'),
                coalesce((select o.option_value::boolean from pg_options_to_table(c.reloptions) o
                    where o.option_name = 'security_invoker'), false),
                case when app.rolsuper then array['SELECT', 'INSERT', 'UPDATE', 'DELETE']
                    else array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
                            where has_table_privilege(app.oid, c.oid, p) or has_any_column_privilege(app.oid, c.oid, p))
                        || array(select p from unnest(array[%s]) p where has_table_privilege(app.oid, c.oid, p)) end,
                array(select i.inhparent::bigint from pg_inherits i where i.inhrelid = c.oid)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_roles app on app.oid = ?::bigint::oid
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and %s
            """;

    private static final String COLUMNS = """
            select a.attrelid, a.attnum, a.attname, quote_ident(a.attname),
                format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), null), a.attnotnull or t.typnotnull
            from pg_attribute a
            join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'f', 'm') and c.relpersistence <> 't'
            join pg_namespace n on n.oid = c.relnamespace
            join pg_type t on t.oid = a.atttypid
            where a.attnum > 0 and not a.attisdropped and %s
            order by a.attrelid, a.attnum
            """;

    private static final String POLICIES = """
            select polrelid, polname, quote_ident(polname), polcmd, polpermissive, polroles::bigint[], polwithcheck is not null,
                polqual::text, polwithcheck::text
            from pg_policy order by polrelid, polname
            """;

    private RelationQueries() {}

    static List<Relation> relations(Connection connection, long app, int version) throws SQLException {
        String whole = "'DELETE', 'TRUNCATE', 'TRIGGER'" + (version >= 170000 ? ", 'MAINTAIN'" : "");
        return Jdbc.list(
                connection,
                RELATIONS.formatted(whole, OURS),
                row -> new Relation(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Cells.letter(row, 5),
                        row.getLong(6),
                        row.getBoolean(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        row.getBoolean(10),
                        row.getBoolean(11),
                        new HashSet<>(Cells.texts(row, 12)),
                        Cells.numbers(row, 13)),
                app);
    }

    static List<Column> columns(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                COLUMNS.formatted(OURS),
                row -> new Column(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6)));
    }

    static List<Policy> policies(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                POLICIES,
                row -> new Policy(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Cells.letter(row, 4),
                        row.getBoolean(5),
                        Cells.numbers(row, 6),
                        row.getBoolean(7),
                        NodeTree.parse(row.getString(8)),
                        NodeTree.parse(row.getString(9))));
    }
}
