package io.tenancy.jdbc.internal.connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A prepared statement that cannot stand behind the context in one text: it asks for generated keys or for updatable rows, has a text
 * the driver rewrites, or a driver that takes one statement at a time.
 */
final class AlonePreparedStatement extends TextlessPreparedStatement {
    private final TenantConnection connection;
    private final SqlText text;
    private final PreparedStatement physical;

    AlonePreparedStatement(TenantConnection connection, SqlText text, PreparedStatement physical) {
        super(physical, connection);
        this.connection = connection;
        this.text = text;
        this.physical = physical;
    }

    private <T> T run(SqlWork<T> work) throws SQLException {
        return AloneExecution.run(connection, text, physical, work);
    }

    @Override
    public boolean execute() throws SQLException {
        return run(physical::execute);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return wrap(run(physical::executeQuery));
    }

    @Override
    public int executeUpdate() throws SQLException {
        return run(physical::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run(physical::executeLargeUpdate);
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return run(physical::executeBatch);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return run(physical::executeLargeBatch);
    }

    @Override
    protected ResultSet wrap(ResultSet rows) {
        return new TenantResultSet(rows, this, connection, null);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : physical.unwrap(type);
    }

    @Override
    public String toString() {
        return "AlonePreparedStatement[" + text.sql() + "]";
    }
}
