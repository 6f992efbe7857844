package io.tenancy.jdbc.internal.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.tools.jdbc.DefaultResultSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows that lead back to the tenant's statement and not to the driver's. Writing through an updatable row is work like any other: it
 * gets the context.
 */
final class TenantResultSet extends DefaultResultSet {
    private final ResultSet rows;
    private final TenantConnection connection;
    private final @Nullable CompletionListener owner;

    TenantResultSet(
            ResultSet rows,
            @Nullable Statement statement,
            TenantConnection connection,
            @Nullable CompletionListener owner) {
        super(rows, statement);
        this.rows = rows;
        this.connection = connection;
        this.owner = owner;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        if (owner != null) {
            owner.resultClosed();
        }
    }

    @Override
    public void insertRow() throws SQLException {
        run(rows::insertRow);
    }

    @Override
    public void updateRow() throws SQLException {
        run(rows::updateRow);
    }

    @Override
    public void deleteRow() throws SQLException {
        run(rows::deleteRow);
    }

    @Override
    public void refreshRow() throws SQLException {
        run(rows::refreshRow);
    }

    private void run(RowWork work) throws SQLException {
        connection.runDriverWork(() -> {
            work.run();
            return true;
        });
    }

    /** One row operation of the driver. */
    @FunctionalInterface
    private interface RowWork {
        void run() throws SQLException;
    }

    /** Hears that a row set was closed. */
    @FunctionalInterface
    interface CompletionListener {
        void resultClosed() throws SQLException;
    }
}
