package io.tenancy.billing.testing;

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A database with roles and control plane for one test class, with connections that are kept. */
public final class BillingDatabase implements AutoCloseable {
    private static final String PASSWORD = "not-a-secret";

    private final TestDatabase database;
    private final Map<TenancyRole, HeldConnections> held = new ConcurrentHashMap<>();

    private BillingDatabase(TestDatabase database) {
        this.database = database;
    }

    public static BillingDatabase create() {
        TestServer.template("control_plane", template -> {
            TenancySchema.installRoles(template.dataSource(), RolePasswords.same(PASSWORD));
            TenancySchema.installControlPlane(template.dataSource(TenancyRole.MIGRATOR.roleName(), PASSWORD));
        });
        BillingDatabase clone = new BillingDatabase(TestServer.clone("control_plane"));
        TenancySchema.installRoles(clone.database.dataSource(), RolePasswords.none());
        return clone;
    }

    public HeldConnections held(TenancyRole role) {
        return held.computeIfAbsent(role, key -> new HeldConnections(database.dataSource(key.roleName(), PASSWORD)));
    }

    public DataSource worker() {
        return held(TenancyRole.WORKER).dataSource();
    }

    public DataSource admin() {
        return held(TenancyRole.ADMIN).dataSource();
    }

    /** The first column of a query, asked as superuser. */
    public List<String> ask(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    public long count(String from) throws SQLException {
        return Long.parseLong(ask("select count(*) from tenancy." + from).get(0));
    }

    public void run(String sql) throws SQLException {
        database.execute(sql);
    }

    @Override
    public void close() {
        held.values().forEach(HeldConnections::close);
        database.close();
    }
}
