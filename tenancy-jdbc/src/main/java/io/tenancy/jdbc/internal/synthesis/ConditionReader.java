package io.tenancy.jdbc.internal.synthesis;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads checks, the bounds of partitions, and unique and exclusion keys. */
final class ConditionReader {
    /** A table with more partitions is filled through the newest of them. */
    private static final int PARTITIONS = 100;

    private static final String CHECKS = """
            select k.conname, pg_get_expr(k.conbin, k.conrelid),
                coalesce((select string_agg(p.prosrc, ' ') from pg_depend d join pg_proc p on p.oid = d.refobjid
                    where d.classid = 'pg_constraint'::regclass and d.objid = k.oid and d.refclassid = 'pg_proc'::regclass), '')
            from pg_constraint k where k.conrelid = ?::bigint::oid and k.contype = 'c' and k.coninhcount <= ? order by k.conname
            """;

    private static final String LEAVES = """
            select t.relid::oid::bigint, pg_get_partition_constraintdef(t.relid)
            from pg_partition_tree(?::bigint::oid::regclass) t join pg_class c on c.oid = t.relid
            where t.isleaf and c.relkind = 'r' order by t.relid::oid desc limit
            """;

    private static final String KEYS = """
            select coalesce(k.conname, x.relname), i.indisprimary, k.conexclop is not null,
                array(select pg_get_indexdef(i.indexrelid, g, false) from generate_series(1, i.indnkeyatts) g order by g),
                array(select format('operator(%I.%s)', n.nspname, o.oprname)
                    from unnest(k.conexclop) with ordinality e(op, place) join pg_operator o on o.oid = e.op
                    join pg_namespace n on n.oid = o.oprnamespace order by e.place),
                array(select u.num::int4 from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality u(num, place) order by u.place),
                pg_get_expr(i.indpred, i.indrelid), i.indnullsnotdistinct
            from pg_index i join pg_class x on x.oid = i.indexrelid
            left join pg_constraint k on k.conindid = i.indexrelid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')
            where i.indrelid = ?::bigint::oid and (i.indisunique or i.indisexclusion)
            order by i.indisprimary desc, x.relname
            """;

    private final Connection connection;

    ConditionReader(Connection connection) {
        this.connection = connection;
    }

    List<Condition> conditions(long table, char kind) throws SQLException {
        List<Condition> all = new ArrayList<>(checks(table, Short.MAX_VALUE));
        Jdbc.first(
                        connection,
                        "select pg_get_partition_constraintdef(?::bigint::oid)",
                        row -> String.valueOf(row.getString(1)),
                        table)
                .filter(bounds -> !bounds.equals("null"))
                .ifPresent(bounds -> all.add(new Condition("the bounds of the partition", bounds)));
        if (kind == 'p') {
            all.add(partitions(table));
        }
        return all;
    }

    private List<Condition> checks(long table, int inherited) throws SQLException {
        return Jdbc.list(
                connection,
                CHECKS,
                row -> new Condition(row.getString(1), row.getString(2), row.getString(3)),
                table,
                inherited);
    }

    /** That a row fits one of the partitions, the checks of which may go beyond the parent's. */
    private Condition partitions(long table) throws SQLException {
        List<String> fits = new ArrayList<>();
        StringBuilder clues = new StringBuilder();
        record Leaf(long oid, String bounds) {}
        for (Leaf leaf : Jdbc.list(
                connection,
                LEAVES + PARTITIONS,
                row -> new Leaf(row.getLong(1), row.getString(2) == null ? "true" : row.getString(2)),
                table)) {
            List<String> all = new ArrayList<>(List.of("(" + leaf.bounds() + ") is not false"));
            // Its own only: those of the table itself would tie all their columns to the bounds.
            for (Condition check : checks(leaf.oid(), 0)) {
                all.add("(" + check.sql() + ") is not false");
                clues.append(check.clues()).append(' ');
            }
            fits.add("(" + String.join(" and ", all) + ")");
        }
        return new Condition(
                "the bounds of its partitions", fits.isEmpty() ? "false" : String.join(" or ", fits), clues.toString());
    }

    List<UniqueKey> keys(long table) throws SQLException {
        return Jdbc.list(
                connection,
                KEYS,
                row -> {
                    boolean exclusion = row.getBoolean(3);
                    List<String> expressions = TypeReader.texts(row.getArray(4));
                    String equals = row.getBoolean(8) ? "is not distinct from" : "operator(pg_catalog.=)";
                    return new UniqueKey(
                            row.getString(1),
                            row.getBoolean(2),
                            exclusion,
                            expressions,
                            exclusion
                                    ? TypeReader.texts(row.getArray(5))
                                    : expressions.stream().map(one -> equals).toList(),
                            Arrays.stream((Object[]) row.getArray(6).getArray())
                                    .map(Integer.class::cast)
                                    .toList(),
                            row.getString(7));
                },
                table);
    }
}
