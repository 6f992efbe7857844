package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A function or procedure with its owner's rights, and how it is called. Immutable.
 *
 * @param sql its name and arguments as SQL takes them
 * @param name its name as SQL takes it
 * @param procedure whether it is a procedure
 * @param steady whether it declares that the same call gives the same answer
 * @param types the types of its arguments
 * @param names their names, as far as they have any
 */
record Callable(String sql, String name, boolean procedure, boolean steady, List<String> types, List<String> names) {
    private static final int TABLES = 8;

    private static final String CALLABLES = """
            select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
                format('%I.%I', n.nspname, p.proname), p.prokind = 'p', p.provolatile <> 'v',
                array(select format_type(t.type, null) from unnest(
                    case when p.prokind = 'p' then coalesce(p.proallargtypes, p.proargtypes::oid[]) else p.proargtypes::oid[] end)
                    with ordinality t(type, place) order by t.place),
                coalesce(p.proargnames, '{}')
            from pg_proc p
            join pg_namespace n on n.oid = p.pronamespace and n.nspname not in ('pg_catalog', 'information_schema')
                and n.nspname !~ '^pg_(toast|temp)'
            join pg_roles r on r.rolname = ?
            where p.prosecdef and p.prokind in ('f', 'p') and has_function_privilege(r.oid, p.oid, 'EXECUTE')
                and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
                and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            order by 1
            """;

    static List<Callable> read(Connection connection, String app) throws SQLException {
        return Jdbc.list(
                connection,
                CALLABLES,
                row -> new Callable(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        texts(row, 5),
                        texts(row, 6)),
                app);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        List<String> texts = new ArrayList<>();
        for (Object text : (Object[]) array.getArray()) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }

    boolean isSteady() {
        return steady;
    }

    /** Calls with values of nobody, and with values that a further row of the other tenant would have in each table. */
    Set<String> calls(Collection<Target> targets) {
        Set<String> calls = new LinkedHashSet<>();
        calls.add(callFor(null));
        if (!types.isEmpty()) {
            targets.stream().filter(Target::canSpare).limit(TABLES).forEach(target -> calls.add(callFor(target)));
        }
        return calls;
    }

    /** A call of a function that takes one argument. */
    String with(String literal) {
        return call(literal + "::" + types.get(0));
    }

    /** A call that a person would make. */
    String show(String call) {
        return procedure
                ? call
                : "select * from " + call.substring(call.indexOf(" from ") + 6).replaceFirst(" f$", "");
    }

    String callFor(@Nullable Target target) {
        String arguments = IntStream.range(0, types.size())
                .mapToObj(i -> argument(i, target) + "::" + types.get(i))
                .collect(Collectors.joining(", "));
        return call(arguments);
    }

    private String call(String arguments) {
        return procedure
                ? "call " + name + "(" + arguments + ")"
                : "select count(*) || coalesce(md5(string_agg(f.*::text, '' order by f.*::text)), '') from " + name
                        + "(" + arguments + ") f";
    }

    private String argument(int place, @Nullable Target target) {
        String type = types.get(place);
        if (target != null && target.foreignSpare() != null) {
            String wanted = place < names.size() ? names.get(place).replaceFirst("^_|^p_|_$", "") : "";
            Field same = null;
            for (Field field : target.fields()) {
                boolean fits = field.type().equals(type) && !field.equals(target.tenant());
                if (fits && (same == null || field.sql().equals(wanted))) {
                    same = field;
                }
            }
            if (same != null) {
                return target.foreignSpare().get(same.sql());
            }
        }
        return anything(type);
    }

    private static String anything(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "text", "character varying", "character", "name", "citext" -> "'%'";
            case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> "'1'";
            case "boolean" -> "'true'";
            case "date", "timestamp with time zone", "timestamp without time zone" -> "'2030-01-01'";
            case "uuid" -> "'00000000-0000-4000-8000-000000000000'";
            case "json", "jsonb" -> "'{}'";
            case "interval" -> "'1 day'";
            default -> "null";
        };
    }
}
