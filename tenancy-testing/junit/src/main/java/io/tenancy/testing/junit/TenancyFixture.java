package io.tenancy.testing.junit;

import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** What one test class works with: a copy of the migrated template, and the ways into it. */
final class TenancyFixture implements AutoCloseable {
    private static final Attribution TEST = new Attribution("test", "a test asked for this tenant");

    /** Each is legal, and none is a default; the first entry of the search path does not exist. */
    private static final Map<String, String> HOSTILE_SETTINGS = Map.of(
            "timezone", "'Asia/Kathmandu'",
            "datestyle", "'SQL, DMY'",
            "intervalstyle", "'sql_standard'",
            "bytea_output", "'escape'",
            "extra_float_digits", "-10",
            "search_path", "nowhere, public");

    private final TestDatabase database;
    private final JdbcTenancy tenancy;
    private final TenantRegistry registry;

    private TenancyFixture(TestDatabase database, JdbcTenancy tenancy) {
        this.database = database;
        this.tenancy = tenancy;
        this.registry =
                TenantRegistry.over(database.dataSource(TenancyRole.ADMIN.roleName(), password()), Clock.systemUTC());
    }

    static TenancyFixture create(List<String> migrations) throws SQLException {
        String template = "tenancy_" + String.format(Locale.ROOT, "%08x", migrations.hashCode());
        TestServer.template(template, database -> prepare(database, migrations));
        TestDatabase database = TestServer.clone(template);
        try {
            // A copy has everything but what belongs to the database as such: grants on it, and settings for it.
            var unused = TenancySchema.installRoles(database.dataSource(), RolePasswords.none());
            makeHostile(database);
            return new TenancyFixture(database, JdbcTenancy.open(configuration(database)));
        } catch (RuntimeException | SQLException e) {
            database.close();
            throw e;
        }
    }

    private static void prepare(TestDatabase database, List<String> migrations) {
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(password()));
        var migrator = database.dataSource(TenancyRole.MIGRATOR.roleName(), password());
        var unusedReport = TenancySchema.installControlPlane(migrator);
        if (!migrations.isEmpty()) {
            var unusedMigrations =
                    Migrator.builder(migrator).locations(migrations).build().migrate();
        }
    }

    /** Roles belong to the server, so all classes of a JVM share their passwords; the server's own is secret enough. */
    private static String password() {
        return TestServer.server().password();
    }

    private static void makeHostile(TestDatabase database) throws SQLException {
        for (Map.Entry<String, String> setting : HOSTILE_SETTINGS.entrySet()) {
            database.execute("alter role tenancy_app in database \"" + database.name() + "\" set " + setting.getKey()
                    + " = " + setting.getValue());
        }
    }

    private static TenancyConfig configuration(TestDatabase database) {
        String url = database.jdbcUrl();
        return TenancyConfig.fromEnvironment(Map.of(
                "TENANCY_APP_URL",
                url,
                "TENANCY_APP_PASSWORD",
                password(),
                "TENANCY_ADMIN_URL",
                url,
                "TENANCY_ADMIN_PASSWORD",
                password(),
                "TENANCY_LISTEN_URL",
                url,
                "TENANCY_LISTEN_PASSWORD",
                password()));
    }

    /** A plain way in, with nothing bound and nothing watched. */
    DataSource login(TenancyRole role) {
        return database.dataSource(role.roleName(), password());
    }

    TestDatabase database() {
        return database;
    }

    JdbcTenancy tenancy() {
        return tenancy;
    }

    TenantRegistry registry() {
        return registry;
    }

    /** The tenant of that key, made if there is none. */
    Tenant tenant(String key) {
        TenantKey wanted = TenantKey.of(key);
        return registry.find(wanted).orElseGet(() -> registry.create(wanted, key, TEST));
    }

    @Override
    public void close() {
        try {
            tenancy.close();
        } finally {
            database.close();
        }
    }
}
