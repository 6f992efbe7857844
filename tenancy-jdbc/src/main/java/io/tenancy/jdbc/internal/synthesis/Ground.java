package io.tenancy.jdbc.internal.synthesis;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts rows into tables, each in a savepoint, and reads what then stands there. Not thread-safe. */
final class Ground {
    private final Savepoints savepoints;
    private boolean checksAreLate;

    Ground(Savepoints savepoints) {
        this.savepoints = savepoints;
    }

    /**
     * Inserts a row in the context of its side.
     *
     * @return the row as it came to stand, or empty if a trigger kept it out
     */
    Optional<Standing> insert(Draft draft, @Nullable Side side) throws SQLException {
        Optional<Standing> row = savepoints.tried(connection -> put(connection, draft, side));
        checksAreLate |= !draft.waiting().isEmpty();
        return row;
    }

    /** As {@link #insert}, but undone. */
    boolean wouldAccept(Draft draft, @Nullable Side side) throws SQLException {
        return savepoints.undone(connection -> put(connection, draft, side).isPresent());
    }

    private Optional<Standing> put(Connection connection, Draft draft, @Nullable Side side) throws SQLException {
        Shape shape = draft.shape();
        context(connection, side);
        for (Link link : draft.waiting()) {
            if (link.deferrable()) {
                PlainSql.run(connection, "set constraints " + shape.schema() + "." + link.name() + " deferred");
            }
        }
        List<Standing> rows = PlainSql.list(
                connection, draft.insert() + " returning " + texts(shape), row -> standing(row, shape, side, true));
        if (!checksAreLate && draft.waiting().isEmpty()) {
            PlainSql.run(connection, "set constraints all immediate");
        }
        return rows.stream().findFirst();
    }

    /** Binds the side for what follows in this transaction, or nobody. */
    static void context(Connection connection, @Nullable Side side) throws SQLException {
        Jdbc.run(
                connection,
                "select set_config('tenancy.tenant_id', ?, true), set_config('tenancy.tenant_number', ?, true),"
                        + " set_config('tenancy.principal_id', '', true), set_config('tenancy.branch_ids', '', true),"
                        // Without these, the registry of tenants takes no row.
                        + " set_config('tenancy.actor', 'synthesis', true), set_config('tenancy.reason', 'synthesis', true),"
                        + " set_config('tenancy.changed_at', current_timestamp::text, true)",
                side == null ? "" : side.tenant().toString(),
                side == null ? "" : Long.toString(side.number()));
    }

    /** Changes columns of a row. */
    void update(Standing row, Map<Field, @Nullable String> values) throws SQLException {
        String set = values.entrySet().stream()
                .map(value -> value.getKey().sql() + " = "
                        + Literals.plain(value.getValue(), value.getKey().type()))
                .collect(Collectors.joining(", "));
        savepoints.tried(connection -> {
            context(connection, row.side());
            PlainSql.run(
                    connection,
                    "update " + row.shape().sql() + " set " + set + " where "
                            + row.seeded().where());
            return true;
        });
    }

    /** Has every check made that waits. */
    void checkAll() throws SQLException {
        savepoints.tried(connection -> {
            PlainSql.run(connection, "set constraints all immediate");
            return true;
        });
        checksAreLate = false;
    }

    /** The row as it stands now, or empty if it is gone. */
    Optional<Standing> read(Standing row) throws SQLException {
        return savepoints
                .tried(connection -> PlainSql.list(
                        connection,
                        "select " + texts(row.shape()) + " from " + row.shape().sql() + " where "
                                + row.seeded().where() + " limit 1",
                        one -> standing(one, row.shape(), row.side(), row.made())))
                .stream()
                .findFirst();
    }

    /** Some rows of a table that can be referred to: several, because a row may fit only some of them. */
    List<Standing> some(Shape shape, List<String> columns, Map<Field, @Nullable String> fixed) throws SQLException {
        String filled = columns.stream().map(column -> column + " is not null").collect(Collectors.joining(" and "));
        String given = fixed.entrySet().stream()
                .map(value -> " and " + value.getKey().sql() + " = "
                        + Literals.plain(value.getValue(), value.getKey().type()))
                .collect(Collectors.joining());
        return savepoints.tried(connection -> PlainSql.list(
                connection,
                "select " + texts(shape) + " from " + shape.sql() + " where " + filled + given + " limit 4",
                row -> standing(row, shape, null, false)));
    }

    private static String texts(Shape shape) {
        return shape.fields().isEmpty()
                ? "1"
                : shape.fields().stream().map(field -> field.sql() + "::text").collect(Collectors.joining(", "));
    }

    private static Standing standing(ResultSet row, Shape shape, @Nullable Side side, boolean made)
            throws SQLException {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (int i = 0; i < shape.fields().size(); i++) {
            texts.put(shape.fields().get(i).sql(), row.getString(i + 1));
        }
        return new Standing(shape, side, texts, made);
    }
}
