package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
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
    private final @Nullable TenantBinding binding = TenantContext.current();

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
            requireSameTenant();
            work.run();
            return true;
        });
    }

    /** Written as another tenant, the row would not be found, and the driver would keep silent about it. */
    private void requireSameTenant() throws SQLException {
        TenantBinding now = TenantContext.current();
        if (binding != null && now != null && !binding.isSameContext(now)) {
            throw new TenantSqlException(new TenantSwitchException(binding, now), TenantSqlException.CONTEXT_SWITCHED);
        }
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
