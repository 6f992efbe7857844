package io.tenancy.billing.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Keeps one connection for each thread and counts those that are inside a transaction: the smallest pool a test needs. */
public final class HeldConnections implements AutoCloseable {
    private final DataSource source;
    private final List<Connection> all = new ArrayList<>();
    private final ThreadLocal<Connection> mine = new ThreadLocal<>();
    private final ThreadLocal<Boolean> open = ThreadLocal.withInitial(() -> false);

    public HeldConnections(DataSource source) {
        this.source = source;
    }

    /** Whether this thread has a transaction open. */
    public boolean isInTransaction() {
        return open.get();
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, args) ->
                        method.getName().equals("getConnection") ? held() : call(source, method, args));
    }

    private Connection held() throws SQLException {
        Connection connection = mine.get();
        if (connection == null || connection.isClosed()) {
            connection = source.getConnection();
            mine.set(connection);
            synchronized (all) {
                all.add(connection);
            }
        }
        Connection real = connection;
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            return null;
                        }
                        case "setAutoCommit" -> open.set(!(Boolean) args[0]);
                        default -> {}
                    }
                    return call(real, method, args);
                });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        synchronized (all) {
            for (Connection connection : all) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
