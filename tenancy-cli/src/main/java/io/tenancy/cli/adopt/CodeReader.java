package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Reads what stands around tables: triggers, views, sequences, functions, types, and who may do what. */
final class CodeReader {
    private static final String TRIGGERS = """
            select t.tgrelid, t.tgname, t.tgenabled from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal order by c.relname, t.tgname
            """;

    // pg_relation_is_updatable: 8 insert, 4 update, 16 delete.
    private static final String VIEWS = """
            with recursive reaches as (
                select r.ev_class as view, d.refobjid as seen from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass
                    and d.objid = r.oid and d.refclassid = 'pg_class'::regclass and d.refobjid <> r.ev_class
                union
                select w.view, d.refobjid from reaches w join pg_rewrite r on r.ev_class = w.seen join pg_depend d
                    on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
                    and d.refobjid <> r.ev_class)
            select c.oid, n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname) as sql, c.relkind, o.rolname,
                (select option_value from pg_options_to_table(c.reloptions) where option_name = 'security_invoker') as invoker,
                pg_relation_is_updatable(c.oid, true) & 28 <> 0 as writable,
                array(select distinct w.seen::bigint from reaches w join pg_class t on t.oid = w.seen and t.relkind in ('r', 'p')
                    where w.view = c.oid) as reads,
                array(select distinct k.conname::text from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass
                    and d.objid = r.oid and d.refclassid = 'pg_constraint'::regclass join pg_constraint k on k.oid = d.refobjid
                    where r.ev_class = c.oid) as keys
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles o on o.oid = c.relowner
            where c.relkind in ('v', 'm') and c.relpersistence <> 't' and %s and %s
            order by c.oid
            """;

    private static final String SEQUENCES = """
            select c.oid, format('%%I.%%I', n.nspname, c.relname) as sql, o.rolname,
                coalesce((select d.refobjid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                    and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') limit 1), 0)::bigint as owned_by,
                array(select distinct f.adrelid::bigint from pg_depend d join pg_attrdef f on f.oid = d.objid
                    where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid) as used_by
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles o on o.oid = c.relowner
            where c.relkind = 'S' and c.relpersistence <> 't' and %s and %s
            order by 2
            """;

    private static final String OWNED = """
            select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
                p.oid::regprocedure::text as sql, o.rolname, p.prosecdef, p.prorettype = 'trigger'::regtype as trigger, 2 as turn
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles o on o.oid = p.proowner
            where %1$s and %2$s
            union all
            select case t.typtype when 'd' then 'domain' else 'type' end, format('%%I.%%I', n.nspname, t.typname), o.rolname, false, false, 3
            from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_roles o on o.oid = t.typowner
            where t.typtype in ('e', 'd', 'r', 'c') and %1$s and %3$s
                and (t.typtype <> 'c' or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
            union all
            select 'schema', quote_ident(n.nspname), o.rolname, false, false, 1
            from pg_namespace n join pg_roles o on o.oid = n.nspowner
            where %1$s and %4$s
            order by 6, 2
            """;

    private static final String GRANTS = """
            with held as (
                select case c.relkind when 'S' then 'sequence ' else 'table ' end || format('%%I.%%I', n.nspname, c.relname) as object,
                    null::name as attname, a.grantee, a.privilege_type, a.is_grantable, c.relowner
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                cross join lateral aclexplode(coalesce(c.relacl,
                    acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
                where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relpersistence <> 't' and %1$s and %2$s
                union all
                select 'table ' || format('%%I.%%I', n.nspname, c.relname), t.attname, a.grantee, a.privilege_type, a.is_grantable, c.relowner
                from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute t on t.attrelid = c.oid
                cross join lateral aclexplode(t.attacl) a
                where c.relkind in ('r', 'p', 'v', 'm') and not t.attisdropped and %1$s and %2$s
                union all
                select 'schema ' || quote_ident(n.nspname), null, a.grantee, a.privilege_type, a.is_grantable, n.nspowner
                from pg_namespace n cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
                where %1$s)
            select object, attname, case when grantee = 0 then null else pg_get_userbyid(grantee) end as grantee, privilege_type, is_grantable
            from held order by 1, 2 nulls first, 3 nulls first, 4
            """;

    private CodeReader() {}

    static List<Original.Trigger> triggers(Connection connection, Set<Long> tables) throws SQLException {
        return Query.list(
                        connection,
                        TRIGGERS,
                        row -> new Original.Trigger(row.getLong(1), row.getString(2), Query.letter(row, "tgenabled")))
                .stream()
                .filter(trigger -> tables.contains(trigger.table()))
                .toList();
    }

    static List<Original.View> views(Connection connection) throws SQLException {
        return Query.list(
                connection,
                VIEWS.formatted(OriginalReader.SCHEMA, OriginalReader.NO_EXTENSION.formatted("c", "pg_class")),
                row -> new Original.View(
                        row.getLong("oid"),
                        row.getString("nspname"),
                        row.getString("relname"),
                        row.getString("sql"),
                        Query.letter(row, "relkind"),
                        row.getString("rolname"),
                        row.getString("invoker"),
                        row.getBoolean("writable"),
                        Query.numbers(row, "reads"),
                        Query.texts(row, "keys")));
    }

    static List<Original.Sequence> sequences(Connection connection) throws SQLException {
        return Query.list(
                connection,
                SEQUENCES.formatted(OriginalReader.SCHEMA, OriginalReader.NO_EXTENSION.formatted("c", "pg_class")),
                row -> new Original.Sequence(
                        row.getLong("oid"),
                        row.getString("sql"),
                        row.getString("rolname"),
                        row.getLong("owned_by"),
                        Query.numbers(row, "used_by")));
    }

    static List<Original.Owned> owned(Connection connection) throws SQLException {
        return Query.list(
                connection,
                OWNED.formatted(
                        OriginalReader.SCHEMA,
                        OriginalReader.NO_EXTENSION.formatted("p", "pg_proc"),
                        OriginalReader.NO_EXTENSION.formatted("t", "pg_type"),
                        OriginalReader.NO_EXTENSION.formatted("n", "pg_namespace")),
                row -> new Original.Owned(
                        row.getString("kind"),
                        row.getString("sql"),
                        row.getString("rolname"),
                        row.getBoolean("prosecdef"),
                        row.getBoolean("trigger")));
    }

    static List<Original.Grant> grants(Connection connection) throws SQLException {
        return Query.list(
                connection,
                GRANTS.formatted(OriginalReader.SCHEMA, OriginalReader.NO_EXTENSION.formatted("c", "pg_class")),
                row -> new Original.Grant(
                        row.getString("object"),
                        row.getString("attname"),
                        row.getString("grantee"),
                        row.getString("privilege_type"),
                        row.getBoolean("is_grantable")));
    }
}
