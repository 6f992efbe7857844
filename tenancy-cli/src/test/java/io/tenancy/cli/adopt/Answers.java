package io.tenancy.cli.adopt;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What statements answer, one transaction for all of them, rolled back at the end. */
final class Answers {
    private Answers() {}

    interface Login {
        <T> T with(Work<T> work) throws SQLException;
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    static Login asOwner(TestDatabase database) {
        return new Login() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                try (Connection connection = database.dataSource().getConnection()) {
                    connection.createStatement().execute("set session authorization shopkeeper");
                    return work.on(connection);
                }
            }
        };
    }

    static Login asTenant(TestDatabase database, String key) {
        Tenant tenant = registry(database).require(TenantKey.of(key));
        DataSource source = TenantDataSource.wrap(Shop.app(database));
        return new Login() {
            @Override
            public <T> T with(Work<T> work) throws SQLException {
                try (TenantScope scope = TenantContext.bind(tenant);
                        Connection connection = source.getConnection()) {
                    return work.on(connection);
                }
            }
        };
    }

    static TenantRegistry registry(TestDatabase database) {
        return TenantRegistry.over(database.dataSource("tenancy_admin", Shop.PASSWORD), Clock.systemUTC());
    }

    static Tenant create(TestDatabase database, String key) {
        return registry(database).create(TenantKey.of(key), key, new Attribution("test", "test"));
    }

    static List<String> of(Login login, List<String> statements) throws SQLException {
        return login.with(connection -> {
            connection.setAutoCommit(false);
            List<String> answers = new ArrayList<>();
            for (String sql : statements) {
                answers.add(answer(connection, sql));
            }
            connection.rollback();
            return answers;
        });
    }

    static void commit(Login login, String sql) throws SQLException {
        int changed = login.with(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
        assert changed > 0;
    }

    /** The rows, or the state of the error. Sequences are not rolled back, so a number that one gave is not compared. */
    private static String answer(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            List<List<String>> rows = new ArrayList<>();
            for (boolean result = statement.execute(sql); ; result = statement.getMoreResults()) {
                if (result) {
                    try (ResultSet row = statement.getResultSet()) {
                        while (row.next()) {
                            rows.add(row(row, sql));
                        }
                    }
                } else if (statement.getUpdateCount() < 0) {
                    return rows.toString();
                }
            }
        } catch (SQLException e) {
            connection.rollback(before);
            return e.getSQLState();
        }
    }

    private static List<String> row(ResultSet row, String sql) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            boolean drawn = sql.startsWith("insert")
                    && row.getMetaData().getColumnName(i).endsWith("_id")
                    && !sql.contains("(film_id")
                    && !sql.contains("(1, 'Norway'");
            cells.add(drawn ? "drawn" : row.getString(i));
        }
        return cells;
    }
}
