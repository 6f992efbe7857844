package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                    else array(select p from unnest(array[%s]) p
                            where has_table_privilege(app.oid, c.oid, p) or has_any_column_privilege(app.oid, c.oid, p))
                        || array(select p from unnest(array[%s]) p where has_table_privilege(app.oid, c.oid, p)) end,
                array(select i.inhparent::bigint from pg_inherits i where i.inhrelid = c.oid)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_roles app on app.oid = ?::bigint::oid
            where c.relkind in (%s) and c.relpersistence <> 't' and %s
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

    // What names a tenant, and what policies look at.
    private static final String COLUMNS_OF_POLICIES = COLUMNS.replace("order by", """
            and (a.attname = any (?) or exists (select from pg_depend d where d.classid = 'pg_policy'::regclass
                and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid and d.refobjsubid = a.attnum))
            order by""");

    private static final String POLICIES = """
            select polrelid, polname, quote_ident(polname), polcmd, polpermissive, polroles::bigint[], polwithcheck is not null,
                polqual::text, polwithcheck::text
            from pg_policy order by polrelid, polname
            """;

    private static final String POLICIES_FOR =
            POLICIES.replace("order by", "where polroles && (?::bigint[]::oid[]) order by");

    private RelationQueries() {}

    static List<Relation> relations(Connection connection, long app, int version) throws SQLException {
        String whole = "'DELETE', 'TRUNCATE', 'TRIGGER'" + (version >= 170000 ? ", 'MAINTAIN'" : "");
        return relations(
                connection, app, "'SELECT', 'INSERT', 'UPDATE', 'REFERENCES'", whole, "'r', 'p', 'v', 'm', 'f'");
    }

    /** Tables alone, and of privileges those that concern rows. */
    static List<Relation> tables(Connection connection, long app) throws SQLException {
        return relations(connection, app, "'SELECT', 'INSERT', 'UPDATE'", "'DELETE'", "'r', 'p'");
    }

    private static List<Relation> relations(
            Connection connection, long app, String ofColumns, String whole, String kinds) throws SQLException {
        return Jdbc.list(
                connection,
                RELATIONS.formatted(ofColumns, whole, kinds, OURS),
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
        return Jdbc.list(connection, COLUMNS.formatted(OURS), RelationQueries::column);
    }

    /** The columns with one of these names, and those that policies look at. */
    static List<Column> columns(Connection connection, Collection<String> names) throws SQLException {
        return Jdbc.list(
                connection,
                COLUMNS_OF_POLICIES.formatted(OURS),
                RelationQueries::column,
                connection.createArrayOf("text", names.toArray()));
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getLong(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6));
    }

    static List<Policy> policies(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                POLICIES,
                row -> policy(row, NodeTree.parse(row.getString(8)), NodeTree.parse(row.getString(9))));
    }

    /** The policies that concern one of these roles, 0 for everybody. */
    static List<Policy> policies(Connection connection, Collection<Long> roles) throws SQLException {
        // Tables that were isolated in one way have policies of few texts, and each is read once.
        Map<String, Optional<Node>> trees = new HashMap<>();
        return Jdbc.list(
                connection,
                POLICIES_FOR,
                row -> policy(row, tree(trees, row.getString(8)), tree(trees, row.getString(9))),
                connection.createArrayOf("int8", roles.toArray()));
    }

    private static @Nullable Node tree(Map<String, Optional<Node>> trees, @Nullable String text) {
        return text == null
                ? null
                : trees.computeIfAbsent(text, one -> Optional.ofNullable(NodeTree.parse(one)))
                        .orElse(null);
    }

    private static Policy policy(ResultSet row, @Nullable Node using, @Nullable Node check) throws SQLException {
        return new Policy(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Cells.letter(row, 4),
                row.getBoolean(5),
                Cells.numbers(row, 6),
                row.getBoolean(7),
                using,
                check);
    }
}
