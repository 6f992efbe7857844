package io.tenancy.jdbc.internal.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What is done to a connection before it goes back to its pool. */
final class HandBack {
    private HandBack() {}

    /**
     * Rolls back what is open: a pool would hand the transaction, and the context in it, to the next borrower. What cannot be rolled
     * back is not handed on: better no connection than one in another tenant's transaction.
     */
    static void leaveNothingOpen(Connection connection, DriverTraits driver) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            rollBack(connection, driver.state());
        } catch (SQLException e) {
            abort(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, DriverTraits.State state) throws SQLException {
        if (!connection.getAutoCommit()) {
            if (state != DriverTraits.State.IDLE) {
                connection.rollback();
            }
        } else if (state == DriverTraits.State.OPEN || state == DriverTraits.State.FAILED) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("rollback");
            }
        }
    }

    private static void abort(Connection connection, SQLException failure) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
