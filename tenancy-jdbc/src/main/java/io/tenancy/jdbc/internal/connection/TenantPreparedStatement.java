package io.tenancy.jdbc.internal.connection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement that can stand behind the context in one text. Which text it is, is decided at every execution: the same
 * statement may run in autocommit mode, as the first and as the tenth of a transaction.
 */
final class TenantPreparedStatement extends BindingPreparedStatement {
    private final TenantConnection connection;
    private final SqlText text;
    private final PhysicalStatements physicals;
    private Results results = Results.none();
    private int fetchSize;
    private boolean closeOnCompletion;
    private volatile @Nullable Statement active;

    TenantPreparedStatement(TenantConnection connection, SqlText text, TenantConnection.PreparedForm how) {
        super(connection, new BindLog(text.placeholders(), !connection.driver().stringsAreUntyped()));
        this.connection = connection;
        this.text = text;
        this.physicals = new PhysicalStatements(how);
    }

    // ---------------------------------------------------------------- execution

    @Override
    public boolean execute() throws SQLException {
        return run().isResultSet();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return run().requireRows();
    }

    @Override
    public int executeUpdate() throws SQLException {
        return Math.toIntExact(run().requireCount());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return run().requireCount();
    }

    private Results run() throws SQLException {
        physicals.requireOpen();
        results.closeAll();
        results = Results.none();
        results = connection.execute(text, true, this::send);
        return results;
    }

    private Results send(Route route) throws SQLException {
        PreparedStatement physical = physicalFor(route);
        active = physical;
        boolean isResultSet = physical.execute();
        return Results.collect(physical, isResultSet, route.form(), this::wrap);
    }

    private PreparedStatement physicalFor(Route route) throws SQLException {
        int offset = 0;
        PreparedStatement physical;
        if (route.form() == Form.GLUED || route.form() == Form.UNIT) {
            boolean unit = route.form() == Form.UNIT;
            boolean untyped = binds().hasUntyped();
            ContextSql context = route.context();
            String glued = unit
                    ? text.unit(context, untyped, connection.driver().beginsReadOnly())
                    : text.glued(context, untyped);
            physical = physicals.forText(glued, unit, untyped);
            context.bindTo(physical);
            offset = context.parameters();
        } else {
            physical = physicals.forText(text.body(), route.form().ownsTransaction(), false);
        }
        if (!route.form().ownsTransaction() && physical.getFetchSize() != fetchSize) {
            physical.setFetchSize(fetchSize);
        }
        binds().applyTo(physical, offset);
        return physical;
    }

    // ---------------------------------------------------------------- batches

    @Override
    public void addBatch() throws SQLException {
        PreparedStatement plain = plain();
        binds().applyTo(plain, 0);
        plain.addBatch();
    }

    @Override
    public void clearBatch() throws SQLException {
        plain().clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        PreparedStatement plain = plain();
        return runBatch(plain, plain::executeBatch);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        PreparedStatement plain = plain();
        return runBatch(plain, plain::executeLargeBatch);
    }

    private <T> T runBatch(PreparedStatement plain, SqlWork<T> batch) throws SQLException {
        results.closeAll();
        results = Results.none();
        active = plain;
        return connection.execute(text, false, route -> batch.run());
    }

    /** The user's text as it is: for batches and for questions about parameters and columns. */
    private PreparedStatement plain() throws SQLException {
        return physicals.forText(text.body(), false, false);
    }

    @Override
    public Statement getDelegateStatement() throws SQLException {
        return plain();
    }

    // ---------------------------------------------------------------- settings

    @Override
    public void setFetchSize(int rows) throws SQLException {
        if (rows < 0) {
            throw new SQLException("Fetch size must be a value greater than or equal to 0.", "22023");
        }
        physicals.requireOpen();
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        return fetchSize;
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        physicals.set("maxRows", s -> s.setMaxRows(max));
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        physicals.set("maxRows", s -> s.setLargeMaxRows(max));
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        physicals.set("queryTimeout", s -> s.setQueryTimeout(seconds));
    }

    @Override
    public void setMaxFieldSize(int max) throws SQLException {
        physicals.set("maxFieldSize", s -> s.setMaxFieldSize(max));
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        physicals.set("escapeProcessing", s -> s.setEscapeProcessing(enable));
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        physicals.set("fetchDirection", s -> s.setFetchDirection(direction));
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        physicals.set("poolable", s -> s.setPoolable(poolable));
    }

    // ---------------------------------------------------------------- results

    @Override
    protected ResultSet wrap(ResultSet rows) {
        return new TenantResultSet(rows, this, connection, this::resultClosed);
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        return results.resultSet();
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return Math.toIntExact(results.updateCount());
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        return results.updateCount();
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return results.more(CLOSE_CURRENT_RESULT);
    }

    @Override
    public boolean getMoreResults(int how) throws SQLException {
        return results.more(how);
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        Statement last = active;
        return last == null || last.isClosed() ? null : last.getWarnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        Statement last = active;
        if (last != null) {
            last.clearWarnings();
        }
    }

    // ---------------------------------------------------------------- life

    @Override
    public void cancel() throws SQLException {
        Statement running = active;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        return closeOnCompletion;
    }

    private void resultClosed() throws SQLException {
        if (closeOnCompletion && results.isCompleted()) {
            close();
        }
    }

    @Override
    public void close() throws SQLException {
        physicals.close();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return physicals.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : plain().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || plain().isWrapperFor(type);
    }

    @Override
    public String toString() {
        return "TenantPreparedStatement[" + text.sql() + "]";
    }
}
