package io.tenancy.jdbc.internal.registry;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plain JDBC in few words. Stateless; not everything that starts a command should have to load jOOQ. */
public final class Jdbc {
    private Jdbc() {}

    /**
     * Work on a connection.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        /**
         * Does it.
         *
         * @param connection the connection, not to be kept
         * @return the result
         * @throws SQLException if a statement fails
         */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Reads one row.
     *
     * @param <T> what a row becomes
     */
    @FunctionalInterface
    public interface Row<T> {
        /**
         * Reads the row the result stands on.
         *
         * @param row the result
         * @return the value
         * @throws SQLException if a column cannot be read
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Runs work in one transaction: committed when it returns, rolled back when it throws.
     *
     * @param <T> what it gives
     * @param source where the connection comes from
     * @param doing what is being done, for the message
     * @param work the work; its own unchecked exceptions pass through
     * @return what it gave
     */
    public static <T extends @Nullable Object> T inTransaction(DataSource source, String doing, Work<T> work) {
        try {
            return transact(source, work);
        } catch (SQLException e) {
            throw ServerFailure.of(doing, e);
        }
    }

    /**
     * As {@link #inTransaction}, for callers that know better what a failure means.
     *
     * @param <T> what it gives
     * @param source where the connection comes from
     * @param work the work
     * @return what it gave
     * @throws SQLException if the connection or a statement fails
     */
    @CanIgnoreReturnValue
    public static <T extends @Nullable Object> T transact(DataSource source, Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                connection.setAutoCommit(before);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, before, e);
                throw e;
            }
        }
    }

    /** What goes wrong here must not hide why we are here. */
    private static void undo(Connection connection, boolean autoCommit, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Asks for rows.
     *
     * @param <T> what a row becomes
     * @param connection the connection
     * @param sql the query
     * @param row reads one row
     * @param binds the values
     * @return the rows in order
     * @throws SQLException if the query fails
     */
    public static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... binds)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, binds);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return rows;
        }
    }

    /**
     * Asks for at most one row.
     *
     * @param <T> what a row becomes
     * @param connection the connection
     * @param sql the query
     * @param row reads the row
     * @param binds the values
     * @return the first row, or empty
     * @throws SQLException if the query fails
     */
    public static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... binds)
            throws SQLException {
        List<T> rows = list(connection, sql, row, binds);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /**
     * Whether a query that gives one boolean says yes.
     *
     * @param connection the connection
     * @param sql the query
     * @param binds the values
     * @return the boolean; false if there is no row
     * @throws SQLException if the query fails
     */
    public static boolean test(Connection connection, String sql, @Nullable Object... binds) throws SQLException {
        return first(connection, sql, row -> row.getBoolean(1), binds).orElse(false);
    }

    /**
     * Runs a statement.
     *
     * @param connection the connection
     * @param sql the statement
     * @param binds the values
     * @return the rows it changed; 0 for a query
     * @throws SQLException if it fails
     */
    @CanIgnoreReturnValue
    public static int run(Connection connection, String sql, @Nullable Object... binds) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, binds)) {
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... binds)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
