package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads indexes, the constraints they serve, and foreign keys. */
final class KeyReader {
    // Bits of indoption: 1 descending, 2 nulls first. Only what differs from the default is written out.
    private static final String INDEXES = """
            select i.indexrelid, i.indrelid, n.nspname, x.relname, m.amname, i.indisunique, i.indnullsnotdistinct, i.indisclustered,
                i.indisreplident,
                array(select pg_get_indexdef(i.indexrelid, k, true)
                        || case when coll.oid is not null and (i.indkey[k - 1] = 0 or coll.oid <> col.attcollation)
                            and coll.collname <> 'default' then format(' collate %%I.%%I', cn.nspname, coll.collname) else '' end
                        || case when not class.opcdefault or own.attoptions is not null
                            then format(' %%I.%%I', opn.nspname, class.opcname) else '' end
                        || coalesce('(' || array_to_string(own.attoptions, ', ') || ')', '')
                        || case when m.amname <> 'btree' then ''
                            else case when i.indoption[k - 1] & 1 = 1 then ' desc' else '' end
                                || case i.indoption[k - 1] & 3 when 1 then ' nulls last' when 2 then ' nulls first' else '' end end
                    from generate_series(1, i.indnkeyatts) k
                    join pg_opclass class on class.oid = i.indclass[k - 1] join pg_namespace opn on opn.oid = class.opcnamespace
                    join pg_attribute own on own.attrelid = i.indexrelid and own.attnum = k
                    left join pg_attribute col on col.attrelid = i.indrelid and col.attnum = i.indkey[k - 1] and i.indkey[k - 1] <> 0
                    left join pg_collation coll on coll.oid = i.indcollation[k - 1]
                    left join pg_namespace cn on cn.oid = coll.collnamespace
                    order by k) as keys,
                array(select col.attname::text from generate_series(1, i.indnkeyatts) k
                    left join pg_attribute col on col.attrelid = i.indrelid and col.attnum = i.indkey[k - 1] and i.indkey[k - 1] <> 0
                    order by k) as key_columns,
                array(select col.attname::text from generate_series(i.indnkeyatts + 1, i.indnatts) k
                    join pg_attribute col on col.attrelid = i.indrelid and col.attnum = i.indkey[k - 1] order by k) as includes,
                pg_get_expr(i.indpred, i.indrelid) as predicate,
                array_to_string(x.reloptions, ', ') as options, ts.spcname, con.conname, con.contype, con.condeferrable, con.condeferred,
                array(select format('operator(%%I.%%s)', opn.nspname, op.oprname) from unnest(con.conexclop) with ordinality e(oid, place)
                    join pg_operator op on op.oid = e.oid join pg_namespace opn on opn.oid = op.oprnamespace order by e.place) as operators,
                case when con.oid is null then pg_get_indexdef(i.indexrelid) else pg_get_constraintdef(con.oid) end as definition,
                coalesce(obj_description(con.oid, 'pg_constraint'), obj_description(i.indexrelid, 'pg_class')) as comment,
                coalesce((select h.inhparent from pg_inherits h where h.inhrelid = i.indexrelid), 0)::bigint as parent
            from pg_index i
            join pg_class x on x.oid = i.indexrelid
            join pg_namespace n on n.oid = x.relnamespace
            join pg_am m on m.oid = x.relam
            left join pg_tablespace ts on ts.oid = x.reltablespace
            left join pg_constraint con on con.conindid = i.indexrelid and con.conrelid = i.indrelid and con.contype in ('p', 'u', 'x')
            where i.indisvalid and %s
            order by n.nspname, x.relname
            """;

    private static final String FOREIGN_KEYS = """
            select k.oid, k.conname, k.conrelid, k.confrelid, k.confdeltype, k.confupdtype, k.confmatchtype, k.condeferrable, k.condeferred,
                k.convalidated, pg_get_constraintdef(k.oid) as definition, obj_description(k.oid, 'pg_constraint') as comment,
                array(select a.attname::text from unnest(k.conkey) with ordinality u(num, place)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.place) as columns,
                array(select a.attname::text from unnest(k.confkey) with ordinality u(num, place)
                    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by u.place) as targets,
                array(select a.attname::text from unnest(k.confdelsetcols) with ordinality u(num, place)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.place) as setcols
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join pg_namespace n on n.oid = c.relnamespace
            where k.contype = 'f' and k.conparentid = 0 and %s
            order by n.nspname, c.relname, k.conname
            """;

    private KeyReader() {}

    static List<Original.Index> indexes(Connection connection, Set<Long> tables) throws SQLException {
        return Query.list(connection, INDEXES.formatted(OriginalReader.SCHEMA), KeyReader::index).stream()
                .filter(index -> tables.contains(index.table()))
                .toList();
    }

    private static Original.Index index(ResultSet row) throws SQLException {
        return new Original.Index(
                row.getLong("indexrelid"),
                row.getLong("indrelid"),
                row.getString("nspname"),
                row.getString("relname"),
                row.getString("amname"),
                row.getBoolean("indisunique"),
                row.getBoolean("indnullsnotdistinct"),
                row.getBoolean("indisclustered"),
                row.getBoolean("indisreplident"),
                Query.texts(row, "keys"),
                nullable((String[]) row.getArray("key_columns").getArray()),
                Query.texts(row, "includes"),
                row.getString("predicate"),
                row.getString("options"),
                row.getString("spcname"),
                row.getString("conname"),
                Query.letter(row, "contype"),
                row.getBoolean("condeferrable"),
                row.getBoolean("condeferred"),
                Query.texts(row, "operators"),
                row.getString("definition"),
                row.getString("comment"),
                row.getLong("parent"));
    }

    private static List<@Nullable String> nullable(@Nullable String[] names) {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    static List<Original.ForeignKey> foreignKeys(Connection connection, Set<Long> tables) throws SQLException {
        return Query.list(
                        connection,
                        FOREIGN_KEYS.formatted(OriginalReader.SCHEMA),
                        row -> new Original.ForeignKey(
                                row.getLong("oid"),
                                row.getString("conname"),
                                row.getLong("conrelid"),
                                Query.texts(row, "columns"),
                                row.getLong("confrelid"),
                                Query.texts(row, "targets"),
                                Query.letter(row, "confdeltype"),
                                Query.letter(row, "confupdtype"),
                                Query.texts(row, "setcols"),
                                Query.letter(row, "confmatchtype"),
                                row.getBoolean("condeferrable"),
                                row.getBoolean("condeferred"),
                                row.getBoolean("convalidated"),
                                row.getString("definition"),
                                row.getString("comment")))
                .stream()
                .filter(key -> tables.contains(key.table()) && tables.contains(key.target()))
                .toList();
    }
}
