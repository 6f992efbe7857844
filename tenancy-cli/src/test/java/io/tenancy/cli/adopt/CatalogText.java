package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The catalog of an application as text, by names and not by numbers: equal before and after means that nothing is left behind. */
final class CatalogText {
    private static final String APP =
            "n.nspname not in ('pg_catalog', 'information_schema', 'tenancy') and n.nspname !~ '^pg_'";

    private CatalogText() {}

    static String of(DataSource database) throws SQLException {
        TreeSet<String> lines = new TreeSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = pg_catalog");
            for (String query : QUERIES) {
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        lines.add(row.getString(1));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    private static final String[] QUERIES = {
        """
        select concat_ws(' ', 'relation', c.oid::regclass, c.relkind, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity,
            c.reloptions, c.relreplident, (select string_agg(x::text, ',' order by x::text) from aclexplode(coalesce(c.relacl,
            acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) x), obj_description(c.oid, 'pg_class'))
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind <> 't' and %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'column', a.attrelid::regclass, row_number() over (partition by a.attrelid order by a.attnum), a.attname,
            format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attacl)
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'constraint', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), k.convalidated, k.conislocal,
            k.coninhcount, k.condeferrable, k.condeferred, obj_description(k.oid, 'pg_constraint'))
        from pg_constraint k join pg_namespace n on n.oid = k.connamespace where %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident,
            (select inhparent::regclass from pg_inherits where inhrelid = i.indexrelid))
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where c.relkind <> 't' and %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'trigger', t.tgrelid::regclass, t.tgname, t.tgenabled) from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'function', p.oid::regprocedure, pg_get_userbyid(p.proowner), p.prosecdef, p.proacl)
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace where %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'type', t.oid::regtype, pg_get_userbyid(t.typowner), t.typacl)
        from pg_type t join pg_namespace n on n.oid = t.typnamespace where %s
        """.formatted(APP),
        """
        select concat_ws(' ', 'schema', n.nspname, pg_get_userbyid(n.nspowner), (select string_agg(x::text, ',' order by x::text)
            from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x)) from pg_namespace n where %s
        """.formatted(APP),
        "select concat_ws(' ', 'policy', polrelid::regclass, polname) from pg_policy p join pg_class c on c.oid = polrelid"
                + " join pg_namespace n on n.oid = c.relnamespace where " + APP,
        "select concat_ws(' ', 'extension', extname) from pg_extension",
        "select concat_ws(' ', 'sequence', schemaname, sequencename, last_value) from pg_sequences where schemaname <> 'tenancy'"
    };
}
