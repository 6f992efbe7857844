package io.tenancy.jdbc.testing;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** A database of its own for one test class: roles and control plane are installed, no tenant exists. */
public final class TenancyDatabase implements AutoCloseable {
    public static final String PASSWORD = "not-a-secret";

    private final TestDatabase database;

    private TenancyDatabase(TestDatabase database) {
        this.database = database;
    }

    public static TenancyDatabase create() {
        TestServer.template("control_plane", template -> {
            TenancySchema.installRoles(template.dataSource(), RolePasswords.same(PASSWORD));
            TenancySchema.installControlPlane(template.dataSource(TenancyRole.MIGRATOR.roleName(), PASSWORD));
        });
        TenancyDatabase clone = new TenancyDatabase(TestServer.clone("control_plane"));
        // A clone has the schemas of its template, but not the grants on the database itself.
        TenancySchema.installRoles(clone.superuser(), RolePasswords.none());
        return clone;
    }

    /** No control plane; the roles are the server's. */
    public static TenancyDatabase empty() {
        return new TenancyDatabase(TestServer.database());
    }

    public String name() {
        return database.name();
    }

    public DataSource superuser() {
        return database.dataSource();
    }

    public DataSource as(TenancyRole role) {
        return as(role.roleName());
    }

    public DataSource as(String login) {
        return database.dataSource(login, PASSWORD);
    }

    public DataSource migrator() {
        return as(TenancyRole.MIGRATOR);
    }

    public DataSource app() {
        return as(TenancyRole.APP);
    }

    public DataSource admin() {
        return as(TenancyRole.ADMIN);
    }

    /** Runs statements, each in its own transaction. */
    public static void run(DataSource as, String... statements) throws SQLException {
        try (Connection connection = as.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query. */
    public static List<String> ask(DataSource as, String sql) throws SQLException {
        try (Connection connection = as.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    /** The first column of a query inside one tenant, as the application asks it. */
    public static List<String> askAs(DataSource app, UUID tenant, String sql) throws SQLException {
        return inTenant(app, tenant, statement -> {
            try (ResultSet result = statement.executeQuery(sql)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
                return rows;
            }
        });
    }

    /** Runs statements inside one tenant, in one transaction; the number of rows that the last one changes. */
    public static int runAs(DataSource app, UUID tenant, String... statements) throws SQLException {
        return inTenant(app, tenant, statement -> {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return statement.getUpdateCount();
        });
    }

    private interface Work<T> {
        T on(Statement statement) throws SQLException;
    }

    private static <T> T inTenant(DataSource app, UUID tenant, Work<T> work) throws SQLException {
        try (Connection connection = app.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('tenancy.tenant_id', '" + tenant + "', true)");
            statement.execute("select set_config('tenancy.branch_ids', '', true)");
            T result = work.on(statement);
            connection.commit();
            return result;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
