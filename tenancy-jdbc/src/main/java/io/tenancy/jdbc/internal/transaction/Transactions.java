package io.tenancy.jdbc.internal.transaction;

import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.hook.TransactionHooks;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** One connection, one transaction, one callback: commit when it returns, roll back when it throws. */
public final class Transactions {
    private Transactions() {}

    /**
     * Work on a connection in a transaction.
     *
     * @param <R> what it gives
     * @param <X> what it throws
     */
    @FunctionalInterface
    public interface Work<R extends @Nullable Object, X extends Exception> {
        /**
         * Does the work.
         *
         * @param connection the open connection
         * @return the result
         * @throws X anything
         */
        R run(Connection connection) throws X;
    }

    /**
     * Runs the work.
     *
     * @param dataSource gives the connection
     * @param work the work
     * @param <R> what it gives
     * @param <X> what it throws
     * @return what the work gave
     * @throws X what the work threw, after the rollback
     */
    public static <R extends @Nullable Object, X extends Exception> R run(DataSource dataSource, Work<R, X> work)
            throws X {
        Connection connection = begin(dataSource);
        R result;
        try {
            result = work.run(connection);
        } catch (Throwable failure) {
            giveUp(connection, failure);
            throw failure;
        }
        commit(connection);
        return result;
    }

    /**
     * What the open transaction of a connection takes along.
     *
     * @param connection one of a {@code TenantDataSource}
     * @return its hooks
     */
    public static TransactionHooks hooks(Connection connection) {
        try {
            return connection.unwrap(TransactionHooks.class);
        } catch (SQLException e) {
            throw unchecked(e);
        }
    }

    private static Connection begin(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                connection.setAutoCommit(false);
                return connection;
            } catch (SQLException e) {
                giveUp(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw unchecked(e);
        }
    }

    private static void commit(Connection connection) {
        try (connection) {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw unchecked(e);
        }
    }

    /** Rolls back and closes; what that throws must not hide why. */
    private static void giveUp(Connection connection, Throwable failure) {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * The unchecked form of what JDBC threw: our own reason where there is one, else jOOQ's exception.
     *
     * @param e what JDBC threw
     * @return what to throw
     */
    public static RuntimeException unchecked(SQLException e) {
        return e instanceof TenantSqlException tenant
                ? tenant.reason()
                : new DataAccessException("The database refused: " + e.getMessage(), e);
    }
}
