package io.tenancy.benchmarks.jmh;

import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.authorization.Permission;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.apikey.ApiKeyRegistry;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a warm API key costs: form, hash, rights, limit and count, with no query. Look at p(0.99). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls open first
public class ApiKeyBenchmark {
    private static final String PASSWORD = "not-a-secret";
    private static final Attribution BY = new Attribution("benchmark", "measure");

    private TestDatabase database;
    private JdbcTenancy tenancy;
    private String key;

    /**
     * Starts a server with one tenant, one member and one key.
     *
     * @throws SQLException what it says
     */
    @Setup
    public void open() throws SQLException {
        database = TestServer.database();
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        var unusedSchema = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
        DataSource admin = database.dataSource("tenancy_admin", PASSWORD);
        Tenant tenant = TenantRegistry.over(admin, Clock.systemUTC()).create(TenantKey.of("ann"), "Ann", BY);
        UUID member = UUID.randomUUID();
        grant(admin, tenant, member);
        Peppers peppers = Peppers.parse("b=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        key = ApiKeyRegistry.over(admin, ApiKeyFormat.of("cf"), peppers, 1_000_000_000L, Clock.systemUTC())
                .create(tenant.id(), member, ApiKeyRequest.named("b").scopes(Permission.of("patients:read")), BY)
                .secretText();
        tenancy = JdbcTenancy.builder()
                .app(database.dataSource("tenancy_app", PASSWORD))
                .worker(database.dataSource("tenancy_worker", PASSWORD))
                .listen(database.dataSource("tenancy_app", PASSWORD))
                .keyPrefix("cf")
                .peppers(peppers)
                .build();
    }

    private static void grant(DataSource admin, Tenant tenant, UUID member) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('tenancy.actor', 'b', true), set_config('tenancy.reason', 'b', true),"
                    + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true)");
            statement.execute("insert into tenancy.permission (key) values ('patients:read')");
            statement.execute("insert into tenancy.system_role (key, name) values ('staff', 'Staff')");
            statement.execute("insert into tenancy.system_role_permission values ('staff', 'patients:read')");
            statement.execute(
                    "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at) values ('"
                            + tenant.id() + "', '" + member + "', 'B', 'b@b.example', now(), now())");
            statement.execute(
                    "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role) values ('"
                            + tenant.id() + "', gen_random_uuid(), 'USER', '" + member + "', 'staff')");
            connection.commit();
        }
    }

    /** Stops it. */
    @TearDown
    public void close() {
        tenancy.close();
        database.close();
    }

    /**
     * Verifies the key.
     *
     * @return whose it is
     */
    @Benchmark
    public VerifiedKey warm() {
        return tenancy.apiKeys().verify(key, KeyUse.from(null));
    }
}
