package io.tenancy.jdbc.provision;

import io.tenancy.jdbc.testing.TenancyDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Kills its own backend before the n-th thing that is sent, COMMIT included. */
final class KillingDataSource {
    private final DataSource real;
    private final Blow blow;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile int killBefore = Integer.MAX_VALUE;

    /** What happens on the connection, before what would be sent is sent. */
    interface Blow {
        void fall(Connection connection) throws Exception;
    }

    /** The connection is cut. */
    KillingDataSource(TenancyDatabase database, DataSource real) {
        this(
                real,
                connection -> TenancyDatabase.run(
                        database.superuser(),
                        "select pg_terminate_backend("
                                + connection.unwrap(PGConnection.class).getBackendPID() + ", 5000)"));
    }

    KillingDataSource(DataSource real, Blow blow) {
        this.real = real;
        this.blow = blow;
    }

    /** From now on: before the n-th. */
    DataSource killingBefore(int n) {
        sent.set(0);
        killBefore = n;
        return proxy(DataSource.class, real, null);
    }

    /** How much was sent since. */
    int sent() {
        return sent.get();
    }

    private <T> T proxy(Class<T> type, Object target, Connection whose) {
        InvocationHandler handler = (self, method, arguments) -> {
            Connection connection = target instanceof Connection own ? own : whose;
            if (connection != null
                    && (method.getName().startsWith("execute")
                            || method.getName().equals("commit"))
                    && sent.incrementAndGet() == killBefore) {
                blow.fall(connection);
            }
            Object result = call(method, target, arguments);
            if (result instanceof Connection opened && method.getName().equals("getConnection")) {
                return proxy(Connection.class, opened, null);
            }
            return result instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, statement, connection)
                    : result;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
