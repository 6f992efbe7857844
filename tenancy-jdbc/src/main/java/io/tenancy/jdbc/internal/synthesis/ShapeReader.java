package io.tenancy.jdbc.internal.synthesis;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the rows of a table have to satisfy. Not thread-safe. */
final class ShapeReader {
    private static final String TABLE = """
            select quote_ident(n.nspname), format('%I.%I', n.nspname, c.relname), c.relkind,
                coalesce((select string_agg(p.prosrc, ' ') from pg_trigger g join pg_proc p on p.oid = g.tgfoid
                    join pg_language l on l.oid = p.prolang and l.lanname in ('plpgsql', 'sql')
                    where g.tgrelid = c.oid and not g.tgisinternal), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = ?::bigint::oid
            """;

    private static final String FIELDS = """
            select a.attnum, a.attname, quote_ident(a.attname), a.atttypid, a.atttypmod, a.attnotnull, a.attgenerated, a.attidentity,
                pg_get_expr(d.adbin, d.adrelid),
                exists (select from pg_depend p join pg_class s on s.oid = p.refobjid and s.relkind = 'S'
                    where p.classid = 'pg_attrdef'::regclass and p.objid = d.oid and p.refclassid = 'pg_class'::regclass)
            from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = ?::bigint::oid and a.attnum > 0 and not a.attisdropped order by a.attnum
            """;

    private static final String LINKS = """
            select quote_ident(k.conname), k.confrelid, k.conkey::int4[], k.condeferrable,
                array(select quote_ident(a.attname) from unnest(k.confkey) with ordinality u(num, place)
                    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by u.place)
            from pg_constraint k
            where k.contype = 'f' and k.conrelid = ?::bigint::oid
                and not exists (select from pg_constraint p where p.oid = k.conparentid and p.conrelid = k.conrelid)
            order by k.conname
            """;

    private final Connection connection;
    private final TypeReader types;
    private final ConditionReader conditions;

    ShapeReader(Connection connection) {
        this.connection = connection;
        this.types = new TypeReader(connection);
        this.conditions = new ConditionReader(connection);
    }

    /**
     * Reads one table. The search path has to be {@code pg_catalog, pg_temp}, so that the server qualifies every name that it writes.
     *
     * @return its shape, or empty if there is no such table any more
     */
    Optional<Shape> read(TableToFill table) throws SQLException {
        Optional<String[]> head = Jdbc.first(
                connection,
                TABLE,
                row -> new String[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)},
                table.oid());
        return head.isEmpty() ? Optional.empty() : Optional.of(shape(table, head.get()));
    }

    private Shape shape(TableToFill table, String[] head) throws SQLException {
        List<Field> fields = new ArrayList<>();
        boolean identity = false;
        for (Raw raw : Jdbc.list(connection, FIELDS, ShapeReader::raw, table.oid())) {
            TypeShape type = types.read(raw.type(), raw.modifier());
            fields.add(raw.field(type));
            identity |= raw.identity().equals("a");
        }
        char kind = head[2].charAt(0);
        return new Shape(
                table.oid(),
                head[0],
                head[1],
                kind,
                fields.stream()
                        .filter(field -> field.name().equals(table.tenantColumn()))
                        .findFirst()
                        .orElse(null),
                fields,
                conditions.conditions(table.oid(), kind),
                conditions.keys(table.oid()),
                links(table.oid(), fields),
                identity,
                head[3]);
    }

    private record Raw(
            int number,
            String name,
            String sql,
            long type,
            int modifier,
            boolean required,
            String generated,
            String identity,
            @Nullable String expression,
            boolean counted) {
        Field field(TypeShape shape) {
            boolean computed = !generated.isEmpty();
            boolean moving = counted || !identity.isEmpty();
            return new Field(
                    number,
                    name,
                    sql,
                    shape,
                    required || shape.notNull(),
                    computed ? Objects.requireNonNullElse(expression, "null") : null,
                    moving,
                    computed || moving ? null : expression);
        }
    }

    private static Raw raw(ResultSet row) throws SQLException {
        return new Raw(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getInt(5),
                row.getBoolean(6),
                row.getString(7).strip(),
                row.getString(8).strip(),
                row.getString(9),
                row.getBoolean(10));
    }

    private List<Link> links(long table, List<Field> fields) throws SQLException {
        return Jdbc.list(
                connection,
                LINKS,
                row -> new Link(
                        row.getString(1),
                        row.getLong(2),
                        Arrays.stream((Object[]) row.getArray(3).getArray())
                                .map(number -> byNumber(fields, (Integer) number))
                                .toList(),
                        TypeReader.texts(row.getArray(5)),
                        row.getBoolean(4)),
                table);
    }

    private static Field byNumber(List<Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .findFirst()
                .orElseThrow();
    }
}
