package io.tenancy.benchmarks.key;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.Peppers;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One tenant with API access, and keys of it. */
final class KeyDatabase implements AutoCloseable {
    private static final String PASSWORD = "benchmark";
    private static final Permission READ = Permission.of("patients:read");

    private final TestDatabase database;
    private final HikariDataSource app;
    private final HikariDataSource worker;
    private final List<String> presented = new ArrayList<>();

    private KeyDatabase(TestDatabase database) {
        this.database = database;
        this.app = pool("tenancy_app");
        this.worker = pool("tenancy_worker");
    }

    static KeyDatabase open(int keys) throws SQLException {
        TestDatabase database = TestServer.database();
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        var unusedPlane = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
        KeyDatabase opened = new KeyDatabase(database);
        opened.fill(keys);
        return opened;
    }

    private void fill(int keys) throws SQLException {
        Attribution by = new Attribution("benchmark", "benchmark");
        var admin = database.dataSource("tenancy_admin", PASSWORD);
        PlanRegistry plans = PlanRegistry.over(admin, Clock.systemUTC());
        plans.publish(
                List.of(new Plan(
                        "plan",
                        1,
                        "Plan",
                        Plan.Kind.BASE,
                        List.of(),
                        Plan.Terms.PLAIN,
                        Map.of("api_access", new Switch(true)))),
                by);
        Tenant tenant =
                TenantRegistry.over(admin, Clock.systemUTC()).create(TenantKey.of("laboratory"), "Laboratory", by);
        plans.assign(tenant.id(), "plan", null, null, by);
        UUID person = UUID.randomUUID();
        database.execute(
                "select set_config('tenancy.actor', 'benchmark', false), set_config('tenancy.reason', 'benchmark', false),"
                        + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', false);"
                        + " insert into tenancy.permission (key) values ('patients:read');"
                        + " insert into tenancy.system_role (key, name) values ('staff', 'Staff');"
                        + " insert into tenancy.system_role_permission values ('staff', 'patients:read');"
                        + " insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role) values ('"
                        + tenant.id() + "', gen_random_uuid(), 'USER', '" + person + "', 'staff')");
        try (JdbcTenancy node = node()) {
            TenantContext.run(TenantBinding.of(tenant).withPrincipal(new Principal(person, "Ann")), () -> {
                for (int i = 0; i < keys; i++) {
                    presented.add(node.apiKeys()
                            .create(ApiKeyRequest.named("key " + i).scopes(READ).perHour(1_000_000_000L))
                            .secretText());
                }
            });
        }
    }

    private HikariDataSource pool(String role) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(role);
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    /** A node of the application that remembers nothing yet. */
    JdbcTenancy node() {
        byte[] pepper = "a pepper of benchmarks, 32 bytes".getBytes(StandardCharsets.US_ASCII);
        return JdbcTenancy.builder()
                .app(app)
                .worker(worker)
                .listen(database.dataSource("tenancy_app", PASSWORD))
                .features(List.of(Feature.flag("api_access")))
                .keyPrefix("cf")
                .peppers(Peppers.parse("2026=" + Base64.getEncoder().encodeToString(pepper)))
                .startCheck(StartCheck.OFF)
                .build();
    }

    /** Keys as a client shows them. */
    List<String> presented() {
        return presented;
    }

    @Override
    public void close() {
        app.close();
        worker.close();
        database.close();
    }
}
