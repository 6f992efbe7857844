package io.tenancy.jdbc.internal.synthesis;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads types, and what they are made of, each once. Not thread-safe. */
final class TypeReader {
    private static final String TYPE = """
            select t.typname, t.typtype, t.typcategory, t.typbasetype, t.typtypmod, t.typelem, t.typrelid, t.typnotnull,
                array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder),
                coalesce((select r.rngsubtype from pg_range r where r.rngtypid = t.oid or r.rngmultitypid = t.oid limit 1), 0)
            from pg_type t where t.oid = ?::bigint::oid
            """;

    private static final String DOMAIN_CHECKS = """
            select k.conname, pg_get_expr(k.conbin, 0),
                coalesce((select string_agg(p.prosrc, ' ') from pg_depend d join pg_proc p on p.oid = d.refobjid
                    where d.classid = 'pg_constraint'::regclass and d.objid = k.oid and d.refclassid = 'pg_proc'::regclass), '')
            from pg_constraint k where k.contypid = ?::bigint::oid and k.contype = 'c' order by k.conname
            """;

    private static final String ATTRIBUTES = """
            select a.atttypid, a.atttypmod from pg_attribute a
            where a.attrelid = ?::bigint::oid and a.attnum > 0 and not a.attisdropped order by a.attnum
            """;

    private final Connection connection;
    private final Map<String, TypeShape> known = new HashMap<>();

    TypeReader(Connection connection) {
        this.connection = connection;
    }

    private record Row(
            String name,
            char kind,
            char category,
            long base,
            int baseModifier,
            long element,
            long relation,
            boolean notNull,
            List<String> labels,
            long subtype) {}

    TypeShape read(long oid, int modifier) throws SQLException {
        String key = oid + "/" + modifier;
        TypeShape shape = known.get(key);
        if (shape == null) {
            shape = make(oid, modifier);
            known.put(key, shape);
        }
        return shape;
    }

    private TypeShape make(long oid, int modifier) throws SQLException {
        Row row = Jdbc.first(connection, TYPE, TypeReader::row, oid)
                .orElseThrow(() -> new SQLException("no type has the number " + oid));
        return row.kind() == 'd' ? domain(oid, row) : ordinary(oid, modifier, row);
    }

    private TypeShape domain(long oid, Row row) throws SQLException {
        TypeShape base = read(row.base(), row.baseModifier());
        List<Condition> checks = new ArrayList<>(base.checks());
        checks.addAll(Jdbc.list(
                connection,
                DOMAIN_CHECKS,
                check -> new Condition(check.getString(1), check.getString(2), check.getString(3)),
                oid));
        return new TypeShape(
                base.oid(),
                base.name(),
                base.sql(),
                base.modifier(),
                base.category(),
                base.kind(),
                checks,
                base.labels(),
                base.parts(),
                base.notNull() || row.notNull());
    }

    private TypeShape ordinary(long oid, int modifier, Row row) throws SQLException {
        String sql = Jdbc.first(
                        connection,
                        "select format_type(?::bigint::oid, ?)",
                        name -> name.getString(1),
                        oid,
                        modifier < 0 ? null : Integer.valueOf(modifier))
                .orElseThrow();
        return new TypeShape(
                oid,
                row.name(),
                sql,
                modifier,
                row.category(),
                row.kind(),
                List.of(),
                row.labels(),
                parts(row, modifier),
                false);
    }

    private List<TypeShape> parts(Row row, int modifier) throws SQLException {
        if (row.kind() == 'c') {
            List<TypeShape> parts = new ArrayList<>();
            for (long[] attribute : Jdbc.list(
                    connection, ATTRIBUTES, one -> new long[] {one.getLong(1), one.getLong(2)}, row.relation())) {
                parts.add(read(attribute[0], (int) attribute[1]));
            }
            return parts;
        }
        if (row.subtype() != 0) {
            return List.of(read(row.subtype(), -1));
        }
        return row.category() == 'A' && row.element() != 0 && !row.name().endsWith("vector")
                ? List.of(read(row.element(), modifier))
                : List.of();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2).charAt(0),
                row.getString(3).charAt(0),
                row.getLong(4),
                row.getInt(5),
                row.getLong(6),
                row.getLong(7),
                row.getBoolean(8),
                texts(row.getArray(9)),
                row.getLong(10));
    }

    static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }
}
