package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
                case when app.rolsuper then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array_remove(array[%s], null) end,
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
            and (a.attname = any (?) or (a.attrelid, a.attnum) in (select d.refobjid, d.refobjsubid from pg_depend d
                where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_class'::regclass))
            order by""");

    private static final String POLICIES = """
            select polrelid, polname, quote_ident(polname), polcmd, polpermissive, polroles::bigint[], polwithcheck is not null,
                polqual::text, polwithcheck::text
            from pg_policy order by polrelid, polname
            """;

    // Tables that were isolated in one way have thousands of policies of few texts, and each text is sent and read
    // once.
    private static final String POLICIES_FOR = """
            select polrelid, polname, quote_ident(polname), polcmd, polpermissive, polroles::bigint[], polwithcheck is not null,
                hashtextextended(polqual::text, 0), hashtextextended(polwithcheck::text, 0)
            from pg_policy where polroles && (?::bigint[]::oid[]) order by polrelid, polname
            """;

    private static final String POLICY_TEXTS = """
            select distinct on (h) h, t from (select hashtextextended(t, 0) as h, t
                from pg_policy p cross join lateral (values (p.polqual::text), (p.polwithcheck::text)) v (t)
                where t is not null and p.polroles && (?::bigint[]::oid[])) x
            """;

    private RelationQueries() {}

    static List<Relation> relations(Connection connection, long app, int version) throws SQLException {
        List<String> whole = new ArrayList<>(List.of("DELETE", "TRUNCATE", "TRIGGER"));
        if (version >= 170000) {
            whole.add("MAINTAIN");
        }
        return relations(
                connection, app, List.of("SELECT", "INSERT", "UPDATE", "REFERENCES"), whole, "'r', 'p', 'v', 'm', 'f'");
    }

    /** Tables alone, and of privileges those that concern rows. */
    static List<Relation> tables(Connection connection, long app) throws SQLException {
        return relations(connection, app, List.of("SELECT", "INSERT", "UPDATE"), List.of("DELETE"), "'r', 'p'");
    }

    private static List<Relation> relations(
            Connection connection, long app, List<String> ofColumns, List<String> whole, String kinds)
            throws SQLException {
        List<String> privileges = new ArrayList<>();
        ofColumns.forEach(one -> privileges.add("case when has_table_privilege(app.oid, c.oid, '" + one
                + "') or has_any_column_privilege(app.oid, c.oid, '" + one + "') then '" + one + "' end"));
        whole.forEach(one ->
                privileges.add("case when has_table_privilege(app.oid, c.oid, '" + one + "') then '" + one + "' end"));
        return Jdbc.list(
                connection,
                RELATIONS.formatted(String.join(", ", privileges), kinds, OURS),
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
        Map<String, Optional<Node>> trees = new HashMap<>();
        return Jdbc.list(
                connection, POLICIES, row -> policy(row, tree(trees, row.getString(8)), tree(trees, row.getString(9))));
    }

    /** Policies that were made in one way have few texts, and each is read once. */
    private static @Nullable Node tree(Map<String, Optional<Node>> trees, @Nullable String text) {
        return text == null
                ? null
                : trees.computeIfAbsent(text, one -> Optional.ofNullable(NodeTree.parse(one)))
                        .orElse(null);
    }

    /** The policies that concern one of these roles, 0 for everybody. */
    static List<Policy> policies(Connection connection, Collection<Long> roles) throws SQLException {
        Array concerned = connection.createArrayOf("int8", roles.toArray());
        Map<Long, Optional<Node>> trees = new HashMap<>();
        Jdbc.list(connection, POLICY_TEXTS, row -> Map.entry(row.getLong(1), row.getString(2)), concerned)
                .forEach(text -> trees.put(text.getKey(), Optional.ofNullable(NodeTree.parse(text.getValue()))));
        return Jdbc.list(
                connection, POLICIES_FOR, row -> policy(row, tree(trees, row, 8), tree(trees, row, 9)), concerned);
    }

    private static @Nullable Node tree(Map<Long, Optional<Node>> trees, ResultSet row, int column) throws SQLException {
        long hash = row.getLong(column);
        return row.wasNull() ? null : trees.getOrDefault(hash, Optional.empty()).orElse(null);
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
