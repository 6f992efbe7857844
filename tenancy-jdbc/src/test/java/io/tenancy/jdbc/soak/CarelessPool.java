package io.tenancy.jdbc.soak;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection that resets nothing, rolls nothing back, and closes no statement of a connection that comes back. */
final class CarelessPool {
    private CarelessPool() {}

    static DataSource over(Connection physical) {
        return proxy(DataSource.class, (method, arguments) -> switch (method.getName()) {
            case "getConnection" -> connection(physical);
            case "isWrapperFor" -> false;
            default -> method.invoke(physical, arguments);
        });
    }

    /** What a pooler without knowledge of prepared statements does to the driver's own ROLLBACK. */
    static Connection withoutRollback(Connection physical) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("rollback")) {
                throw new SQLException("prepared statement \"S_1\" does not exist", "26000");
            }
            return method.invoke(physical, arguments);
        });
    }

    /** Runs something when a text is prepared: after it was decided how the text goes out, and before it does. */
    static Connection interrupted(Connection physical, String text, Runnable before) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement") && text.equals(arguments[0])) {
                before.run();
            }
            return method.invoke(physical, arguments);
        });
    }

    private static Connection connection(Connection physical) {
        boolean[] closed = {false};
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "close" -> {
                closed[0] = true;
                yield null;
            }
            case "isClosed" -> closed[0];
            default -> method.invoke(physical, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                CarelessPool.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answer.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    @FunctionalInterface
    private interface Answer {
        Object to(java.lang.reflect.Method method, Object[] arguments) throws Throwable;
    }
}
