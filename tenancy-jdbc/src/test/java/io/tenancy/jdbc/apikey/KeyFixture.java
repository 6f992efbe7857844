package io.tenancy.jdbc.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.Principal;
import io.tenancy.context.ScopedCall;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.JdbcTenancyBuilder;
import io.tenancy.jdbc.internal.pool.Pools;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A practice with API access, and people who may different things in it. */
abstract class KeyFixture {
    static final Attribution OPS = new Attribution("ops:anna", "test");
    static final Permission READ = Permission.of("patients:read");
    static final Permission WRITE = Permission.of("patients:update");
    static final Permission BILL = Permission.of("billing:read");
    static final Peppers PEPPERS = Peppers.parse("2026="
            + Base64.getEncoder()
                    .encodeToString(
                            "a pepper of the tests, 32 bytes.".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    static TenancyDatabase database;
    static SettableClock clock;
    static TenantRegistry registry;
    static PlanRegistry plans;
    static HikariDataSource app;
    static HikariDataSource worker;
    static JdbcTenancy tenancy;

    @BeforeAll
    static void start() throws SQLException {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        registry = TenantRegistry.over(database.admin(), clock);
        plans = PlanRegistry.over(database.admin(), clock);
        plans.publish(List.of(plan("starter", false), plan("enterprise", true)), OPS);
        operator(
                "insert into tenancy.permission (key) values ('patients:read'), ('patients:update'), ('billing:read')",
                "insert into tenancy.system_role (key, name) values ('practitioner', 'Practitioner'), ('staff', 'Staff')",
                "insert into tenancy.system_role_permission values ('practitioner', 'patients:read'),"
                        + " ('practitioner', 'patients:update'), ('staff', 'patients:read')");
        app = pool(TenancyRole.APP, 8);
        worker = pool(TenancyRole.WORKER, 4);
        tenancy = node().build();
    }

    @AfterAll
    static void stop() {
        tenancy.close();
        app.close();
        worker.close();
        database.close();
    }

    static HikariDataSource pool(TenancyRole role, int size) {
        return Pools.open(
                role.roleName(),
                TestServer.server().jdbcUrl(database.name()),
                role.roleName(),
                TenancyDatabase.PASSWORD,
                size);
    }

    /** A node of the application, which hears of changes at once. */
    static JdbcTenancyBuilder node() {
        return JdbcTenancy.builder()
                .app(app)
                .worker(worker)
                .listen(database.app())
                .features(List.of(Feature.flag("api_access")))
                .keyPrefix("cf")
                .peppers(PEPPERS)
                .clock(clock);
    }

    private static Plan plan(String key, boolean apiAccess) {
        return new Plan(
                key, 1, key, Plan.Kind.BASE, List.of(), Plan.Terms.PLAIN, Map.of("api_access", new Switch(apiAccess)));
    }

    static void operator(String... statements) throws SQLException {
        Jdbc.transact(database.admin(), connection -> {
            Jdbc.run(
                    connection,
                    "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                            + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true)");
            for (String sql : statements) {
                Jdbc.run(connection, sql);
            }
            return true;
        });
    }

    static Tenant tenant(String key) {
        Tenant made = registry.create(TenantKey.of(key), "Practice " + key, OPS);
        plans.assign(made.id(), "enterprise", null, null, OPS);
        return made;
    }

    static UUID person(Tenant tenant, String role) throws SQLException {
        UUID person = UUID.randomUUID();
        operator(
                "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at) values ('"
                        + tenant.id() + "', '" + person + "', 'P', '" + person + "@people.example', now(), now())",
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role) values ('"
                        + tenant.id() + "', gen_random_uuid(), 'USER', '" + person + "', '" + role + "')");
        return person;
    }

    static <R, X extends Exception> R as(Tenant tenant, UUID person, ScopedCall<R, X> work) throws X {
        return TenantContext.call(TenantBinding.of(tenant).withPrincipal(new Principal(person, "Ann")), work);
    }

    static NewApiKey key(Tenant tenant, UUID person, Permission... scopes) {
        return as(
                tenant,
                person,
                () -> tenancy.apiKeys().create(ApiKeyRequest.named("Laboratory").scopes(scopes)));
    }

    static VerifiedKey verify(JdbcTenancy node, NewApiKey key) {
        return node.apiKeys().verify(key.secretText(), KeyUse.from(null));
    }

    static void refused(ErrorCode code, Runnable attempt) {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(attempt::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    static ErrorCode outcome(JdbcTenancy node, NewApiKey key) {
        try {
            var accepted = verify(node, key);
            return ErrorCode.INTERNAL;
        } catch (TenancyException e) {
            return e.code();
        }
    }

    static Duration eventually(BooleanSupplier seen) {
        long start = System.nanoTime();
        while (!seen.getAsBoolean()) {
            assertThat(System.nanoTime() - start)
                    .as("seen within 20 s")
                    .isLessThan(Duration.ofSeconds(20).toNanos());
            Thread.onSpinWait();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
