package io.tenancy.cli.sweep;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/** Connections that are used again: signing in anew for each of some ten thousand calls would be what takes the time. */
final class KeptConnections implements AutoCloseable {
    private final DataSource source;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    KeptConnections(DataSource source) {
        this.source = source;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> method.equals("getConnection") ? borrow() : null, source);
    }

    private Connection borrow() throws SQLException {
        Connection free = idle.pollFirst();
        Connection real = free == null ? source.getConnection() : free;
        return proxy(Connection.class, (method, arguments) -> method.equals("close") ? giveBack(real) : null, real);
    }

    private Boolean giveBack(Connection real) throws SQLException {
        if (!real.isClosed()) {
            if (!real.getAutoCommit()) {
                real.rollback();
                real.setAutoCommit(true);
            }
            idle.push(real);
        }
        return true;
    }

    private interface Instead {
        Object of(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Instead instead, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object mine = instead.of(method.getName(), arguments);
                    if (mine != null) {
                        return method.getReturnType() == void.class ? null : mine;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }
}
