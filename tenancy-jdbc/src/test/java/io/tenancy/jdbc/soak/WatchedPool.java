package io.tenancy.jdbc.soak;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Stands between the tenants' connections and the pool, and looks at every connection that comes back, before the pool gets a chance
 * to tidy up: no tenant, no open transaction, no cursor that outlives one.
 */
final class WatchedPool {
    private static final String LEFT = "select concat_ws(',', nullif(current_setting('tenancy.tenant_id', true), ''),"
            + " nullif(current_setting('tenancy.principal_id', true), ''), nullif(current_setting('tenancy.branch_ids', true), '')),"
            + " (select count(*) from pg_cursors where is_holdable), pg_current_xact_id_if_assigned()";

    private final HikariDataSource pool;
    private final Census census;

    WatchedPool(HikariDataSource pool, Census census) {
        this.pool = pool;
        this.census = census;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection") ? watched() : method.invoke(pool, arguments));
    }

    private Connection watched() throws SQLException {
        Connection connection = pool.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        look(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private void look(Connection connection) throws SQLException {
        if (connection.isClosed() || connection.unwrap(BaseConnection.class).isClosed()) {
            census.count(Event.RETURNED_BROKEN);
            return;
        }
        census.count(Event.RETURNED);
        TransactionState state = connection.unwrap(BaseConnection.class).getTransactionState();
        if (state != TransactionState.IDLE) {
            census.leak("a transaction in state " + state);
            return;
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LEFT)) {
            rows.next();
            if (!rows.getString(1).isEmpty() || rows.getInt(2) != 0 || rows.getString(3) != null) {
                census.leak("left on a connection: context '" + rows.getString(1) + "', cursors " + rows.getInt(2)
                        + ", transaction " + rows.getString(3));
            }
        } catch (SQLException e) {
            if (!Casualties.isCasualty(e)) {
                throw e;
            }
            census.count(Event.RETURNED_BROKEN);
        }
    }

    /** Looks at all connections of the pool at once. */
    int lookAtAll() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                look(connection);
            }
            return all.size();
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }
}
