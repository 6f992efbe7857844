package io.tenancy.cli.command;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Fresh connections, remembered so that an interruption can cancel what runs on them: a server does not notice by itself that its
 * client is gone before it has something to send.
 */
final class CancellableDataSource implements DataSource {
    private final DataSource delegate;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    CancellableDataSource(DataSource delegate, Interruption interruption) {
        this.delegate = delegate;
        interruption.onInterrupt(this::cancelAll);
    }

    private void cancelAll() {
        open.removeIf(connection -> !isCancelled(connection));
    }

    /** False if the connection is gone; then nothing runs on it, which is all that is wanted. */
    private static boolean isCancelled(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            return true;
        } catch (SQLException gone) {
            return false;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return remembered(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return remembered(delegate.getConnection(user, password));
    }

    private Connection remembered(Connection connection) {
        open.removeIf(CancellableDataSource::isClosed);
        open.add(connection);
        return connection;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException gone) {
            return true;
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(delegate) || delegate.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }
}
