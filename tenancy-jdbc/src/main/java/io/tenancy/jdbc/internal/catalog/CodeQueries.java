package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what runs inside the server: functions, triggers, views' queries, rules. */
final class CodeQueries {
    private static final String ROUTINES = """
            select p.oid, format('%%I.%%I(%%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.prokind = 'p',
                p.proowner, p.prosecdef, p.provolatile, p.proleakproof, p.prorettype in ('trigger'::regtype, 'event_trigger'::regtype),
                p.proconfig, has_function_privilege(?::bigint::oid, p.oid, 'EXECUTE'), p.prosqlbody::text
            from pg_proc p
            join pg_namespace n on n.oid = p.pronamespace
            where %s and p.prokind in ('f', 'p', 'w')
                and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            order by 2
            """;

    private static final String TRIGGERS =
            "select tgfoid, array_agg(tgrelid::bigint) from pg_trigger where not tgisinternal and tgenabled <> 'D' group by 1";

    private static final String REWRITES = """
            select r.ev_class, quote_ident(r.rulename), r.rulename = '_RETURN',
                array(select distinct d.refobjid::bigint from pg_depend d where d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
                    and d.refclassid = 'pg_class'::regclass and d.refobjid <> r.ev_class)
            from pg_rewrite r
            join pg_class c on c.oid = r.ev_class
            join pg_namespace n on n.oid = c.relnamespace
            where %s
            order by 1, 2
            """;

    private CodeQueries() {}

    static List<Routine> routines(Connection connection, long app) throws SQLException {
        return Jdbc.list(
                connection,
                ROUTINES.formatted(RelationQueries.OURS),
                row -> new Routine(
                        row.getLong(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        Cells.letter(row, 6),
                        row.getBoolean(7),
                        row.getBoolean(8),
                        Cells.texts(row, 9),
                        row.getBoolean(10),
                        NodeTree.parse(row.getString(11))),
                app);
    }

    static Map<Long, List<Long>> triggers(Connection connection) throws SQLException {
        Map<Long, List<Long>> triggered = new HashMap<>();
        Jdbc.list(connection, TRIGGERS, row -> Map.entry(row.getLong(1), Cells.numbers(row, 2)))
                .forEach(entry -> triggered.put(entry.getKey(), entry.getValue()));
        return triggered;
    }

    static List<Rewrite> rewrites(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                REWRITES.formatted(RelationQueries.OURS),
                row -> new Rewrite(row.getLong(1), row.getString(2), row.getBoolean(3), Cells.numbers(row, 4)));
    }

    static Predicates predicates(Connection connection, Map<Long, Routine> routines) throws SQLException {
        Set<Long> equals = new HashSet<>(Jdbc.list(
                connection,
                "select oid from pg_operator where oprname = '=' and oprnamespace = 'pg_catalog'::regnamespace",
                row -> row.getLong(1)));
        Map<Long, Boolean> settings = new HashMap<>();
        Jdbc.list(
                        connection,
                        "select oid, pronargs = 2 from pg_proc"
                                + " where proname = 'current_setting' and pronamespace = 'pg_catalog'::regnamespace",
                        row -> Map.entry(row.getLong(1), row.getBoolean(2)))
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        return new Predicates(equals, settings, routines);
    }
}
