package io.tenancy.jdbc.internal.synthesis;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes rows that satisfy tables: their types, checks, keys, foreign keys, partitions and triggers. Nothing is copied out of the tables
 * but keys that a foreign key needs; every column gets an explicit value, so that no sequence moves.
 *
 * <p>Lives in one transaction of one connection, is for one use, and not thread-safe. Every statement runs in a savepoint, so a
 * refusal leaves the transaction usable; nothing is ever committed. Call it as the migrator and while the transaction is sound.
 *
 * <pre>{@code
 * RowSynthesis rows = RowSynthesis.over(connection, List.of(new TableToFill(oid, "tenant_id")));
 * Seeding seeding = rows.seed(a, b);
 * String another = rows.insert(oid, a); // not executed
 * connection.rollback();
 * }</pre>
 */
public final class RowSynthesis {
    /** Far enough from small numbers that people use, random so that two runs at once do not wait for each other's keys. */
    private static final int LEAST_ORIGIN = 100_000;

    private static final int MOST_ORIGIN = 900_000;

    private final Connection connection;
    private final List<TableToFill> tables;
    private final Seeder seeder;

    private RowSynthesis(Connection connection, List<TableToFill> tables, Seeder seeder) {
        this.connection = connection;
        this.tables = tables;
        this.seeder = seeder;
    }

    /**
     * Reads what the tables, and those that they refer to, demand.
     *
     * @param connection connected as the migrator, not in autocommit mode
     * @param tables the tables to fill
     * @return a synthesis that has inserted nothing yet
     * @throws IllegalArgumentException if the connection is in autocommit mode
     * @throws SQLException if the catalog cannot be read
     */
    public static RowSynthesis over(Connection connection, List<TableToFill> tables) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalArgumentException("the connection must not be in autocommit mode");
        }
        // Then the server qualifies every name that it writes, and the expressions mean the same on any path.
        String path = Jdbc.first(connection, "select current_setting('search_path')", row -> row.getString(1))
                .orElseThrow();
        searchPath(connection, "pg_catalog, pg_temp");
        Map<Long, Shape> shapes = shapes(connection, tables);
        searchPath(connection, path);
        Savepoints savepoints = new Savepoints(connection);
        RowPlanner planner = new RowPlanner(
                new Search(savepoints), ThreadLocalRandom.current().nextInt(LEAST_ORIGIN, MOST_ORIGIN));
        return new RowSynthesis(connection, List.copyOf(tables), new Seeder(shapes, new Ground(savepoints), planner));
    }

    private static void searchPath(Connection connection, String path) throws SQLException {
        Jdbc.run(connection, "select set_config('search_path', ?, true)", path);
    }

    private static Map<Long, Shape> shapes(Connection connection, List<TableToFill> tables) throws SQLException {
        ShapeReader reader = new ShapeReader(connection);
        Map<Long, Shape> shapes = new LinkedHashMap<>();
        Map<Long, TableToFill> open = new LinkedHashMap<>();
        tables.forEach(table -> open.put(table.oid(), table));
        while (!open.isEmpty()) {
            TableToFill next = open.values().iterator().next();
            open.remove(next.oid());
            Optional<Shape> shape = reader.read(next);
            if (shape.isPresent()) {
                shapes.put(next.oid(), shape.get());
                for (Link link : shape.get().links()) {
                    if (!shapes.containsKey(link.parent())) {
                        open.putIfAbsent(link.parent(), new TableToFill(link.parent(), null));
                    }
                }
            }
        }
        return shapes;
    }

    /**
     * Inserts a row of each side into every tenant table and one into every shared table, and rows into the tables that those refer to. A
     * parent may get further rows, so that another child can be made.
     *
     * <p>Afterwards all deferrable constraints are checked at once and no tenant is bound.
     *
     * @param a one tenant
     * @param b the other
     * @return the rows, and what could not be filled
     * @throws SQLException if the connection breaks; what the server refuses is told in the result instead
     */
    public Seeding seed(Side a, Side b) throws SQLException {
        Seeding seeding = seeder.seed(tables, a, b);
        Ground.context(connection, null);
        return seeding;
    }

    /**
     * Another row that the table would accept, with fresh keys, which refers to seeded rows of its side. The server was asked by inserting
     * it, as the migrator and in the context of the side, and undoing that.
     *
     * @param table the table's number
     * @param side whose row it is; of a shared table only the context is meant
     * @return the row; empty if there is none, as when all values of an enum that is the key are taken
     * @throws SQLException if the connection breaks
     */
    public Optional<NewRow> another(long table, Side side) throws SQLException {
        return seeder.another(table, side);
    }

    /**
     * The text of an INSERT of {@linkplain #another another row}.
     *
     * @param table the table's number
     * @param side whose row it is
     * @return the statement, with literals only
     * @throws NoSuchElementException if no further row can be made; {@link Seeding#full} said so
     * @throws SQLException if the connection breaks
     */
    public String insert(long table, Side side) throws SQLException {
        return another(table, side)
                .map(NewRow::sql)
                .orElseThrow(() -> new NoSuchElementException("no further row can be made for table " + table));
    }
}
