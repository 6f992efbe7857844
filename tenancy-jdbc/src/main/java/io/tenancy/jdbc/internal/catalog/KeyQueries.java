package io.tenancy.jdbc.internal.catalog;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads indexes and foreign keys. */
final class KeyQueries {
    // An index can serve a query under row level security only through an operator that is leakproof. A class without
    // any is
    // kept from it whatever is asked.
    private static final String INDEXES = """
            with blind as materialized (
                select o.oid from pg_opclass o
                where not exists (select from pg_amop m join pg_operator p on p.oid = m.amopopr join pg_proc f on f.oid = p.oprcode
                    where m.amopfamily = o.opcfamily and m.amoppurpose = 's' and m.amoplefttype = o.opcintype and f.proleakproof))
            select i.indexrelid, i.indrelid, format('%%I.%%I', n.nspname, x.relname), i.indisunique, i.indisexclusion, i.indisvalid,
                pg_get_expr(i.indpred, i.indrelid),
                (i.indkey::int2[])[0:i.indnkeyatts - 1]::int4[],
                case when i.indisunique or i.indisexclusion then
                    array(select pg_get_indexdef(i.indexrelid, k, true) from generate_series(1, i.indnkeyatts) k order by k) end,
                quote_ident(con.conname), con.contype,
                array(select k.num::int4 from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1], (i.indclass::oid[])[0:i.indnkeyatts - 1])
                    with ordinality k(num, class, place) where k.class in (select oid from blind) order by k.place)
            from pg_index i
            join pg_class x on x.oid = i.indexrelid
            join pg_class c on c.oid = i.indrelid and c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_constraint con on con.conindid = i.indexrelid and con.conrelid = i.indrelid and con.contype in ('p', 'u', 'x')
            where %s
            order by i.indrelid, x.relname
            """;

    private static final String FOREIGN_KEYS = """
            select quote_ident(k.conname), k.conrelid, k.confrelid, k.conkey::int4[], k.confkey::int4[], k.confdeltype, k.confupdtype,
                k.conindid, case when k.condeferred then 'deferrable initially deferred' when k.condeferrable then 'deferrable' else '' end
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_namespace n on n.oid = c.relnamespace
            where k.contype = 'f' and k.conparentid = 0 and %s
            order by c.relname, k.conname
            """;

    private KeyQueries() {}

    static List<Index> indexes(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                INDEXES.formatted(RelationQueries.OURS),
                row -> new Index(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getString(7),
                        Cells.columns(row, 8),
                        Cells.texts(row, 9),
                        row.getString(10),
                        Cells.letter(row, 11),
                        Cells.columns(row, 12)));
    }

    static List<ForeignKey> foreignKeys(Connection connection) throws SQLException {
        return Jdbc.list(
                connection,
                FOREIGN_KEYS.formatted(RelationQueries.OURS),
                row -> new ForeignKey(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        Cells.columns(row, 4),
                        Cells.columns(row, 5),
                        Cells.letter(row, 6),
                        Cells.letter(row, 7),
                        row.getLong(8),
                        row.getString(9)));
    }
}
