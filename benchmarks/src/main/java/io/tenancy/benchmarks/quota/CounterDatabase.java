package io.tenancy.benchmarks.quota;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.TenantTransaction;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tenants with a limit that is never reached, their counters, and the same counters in a table without any policy. */
final class CounterDatabase implements AutoCloseable {
    private static final String PASSWORD = "benchmark";
    private static final long LIMIT = 1_000_000_000_000L;
    private static final String UPSERT = "insert into raw_counter as c (tenant_id, meter, period_start, used)"
            + " select ?::uuid, ?, ?::timestamptz, ?::bigint where ?::bigint <= ?::bigint"
            + " on conflict (tenant_id, meter, period_start) do update set used = c.used + excluded.used"
            + " where c.used + excluded.used <= ?::bigint returning used";
    private static final String WORK = "insert into visit (tenant_id, id, body) values (?, ?, ?)";
    private static final String RAW_WORK = "insert into raw_visit (tenant_id, id, body) values (?, ?, ?)";
    private static final String BODY = "x".repeat(100);

    private final TestDatabase database;
    private final HikariDataSource pool;
    private final JdbcTenancy tenancy;
    private final List<Tenant> tenants = new ArrayList<>();

    private CounterDatabase(TestDatabase database, HikariDataSource pool, JdbcTenancy tenancy) {
        this.database = database;
        this.pool = pool;
        this.tenancy = tenancy;
    }

    static CounterDatabase open(int many, int connections) throws SQLException {
        TestDatabase database = TestServer.database();
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        var unusedPlane = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
        database.execute(
                "create table visit (tenant_id uuid not null, id uuid not null, body text, primary key (tenant_id, id));"
                        + " select tenancy.isolate('visit'); create table raw_visit (like visit including all);"
                        + " create table raw_counter (tenant_id uuid not null, meter text collate \"C\" not null, period_start timestamptz not null,"
                        + " used bigint not null, primary key (tenant_id, meter, period_start)) with (fillfactor = 50);"
                        + " grant select, insert, update on raw_counter, raw_visit to tenancy_app");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername("tenancy_app");
        config.setPassword(PASSWORD);
        // One for whoever takes a block while all others work.
        config.setMaximumPoolSize(connections + 1);
        HikariDataSource pool = new HikariDataSource(config);
        JdbcTenancy tenancy = JdbcTenancy.builder()
                .app(pool)
                .features(List.of(Feature.integer("units")))
                .meters(MeterCatalog.of(List.of(
                        Meter.exact("units").limitedBy("units"),
                        Meter.exact("leased").limitedBy("units").inBlocksOf(100_000))))
                .startCheck(io.tenancy.jdbc.isolation.StartCheck.OFF)
                .build();
        CounterDatabase counters = new CounterDatabase(database, pool, tenancy);
        counters.fill(many);
        return counters;
    }

    private void fill(int many) {
        Attribution by = new Attribution("benchmark", "benchmark");
        var admin = database.dataSource("tenancy_admin", PASSWORD);
        TenantRegistry registry = TenantRegistry.over(admin, Clock.systemUTC());
        PlanRegistry plans = PlanRegistry.over(admin, Clock.systemUTC());
        plans.publish(
                List.of(new Plan(
                        "plan",
                        1,
                        "Plan",
                        Plan.Kind.BASE,
                        List.of(),
                        Plan.Terms.PLAIN,
                        Map.of("units", new Amount(Limit.of(LIMIT))))),
                by);
        for (int i = 0; i < many; i++) {
            Tenant tenant = registry.create(TenantKey.of("tenant-" + i), "Tenant " + i, by);
            plans.assign(tenant.id(), "plan", null, null, by);
            tenants.add(tenant);
        }
    }

    /** With fsync on, every commit waits for the disk; with it off, for nothing. */
    void fsync(boolean on) throws SQLException {
        database.execute("alter system set fsync = " + (on ? "on" : "off"));
        database.execute("alter system set synchronous_commit = " + (on ? "on" : "off"));
        database.execute("select pg_reload_conf()");
        database.execute("checkpoint");
    }

    private static void bind(PreparedStatement statement, Tenant tenant) throws SQLException {
        statement.setObject(1, tenant.id().value());
        statement.setString(2, "units");
        statement.setString(3, "2026-11-01T00:00:00Z");
        statement.setLong(4, 1);
        statement.setLong(5, 1);
        statement.setLong(6, LIMIT);
        statement.setLong(7, LIMIT);
    }

    /** BEGIN, the upsert and COMMIT in one flight, as the SDK sends its own. */
    void rawAlone(int tenant) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("begin;" + UPSERT + ";commit")) {
            bind(statement, tenants.get(tenant));
            boolean unused = statement.execute();
        }
    }

    void exactAlone(int tenant) {
        try (TenantScope scope = TenantContext.bind(TenantBinding.of(tenants.get(tenant)))) {
            tenancy.quotas().consume("units", 1);
        }
    }

    void rawWithWork(int tenant) throws SQLException {
        Tenant whose = tenants.get(tenant);
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            work(connection, RAW_WORK, whose);
            try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
                bind(statement, whose);
                boolean unused = statement.execute();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void work(Connection connection, String sql, Tenant tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenant.id().value());
            statement.setObject(2, UUID.randomUUID());
            statement.setString(3, BODY);
            int unused = statement.executeUpdate();
        }
    }

    void exactWithWork(int tenant) throws SQLException {
        inTenant(tenant, tx -> {
            work(tx.connection(), WORK, tenants.get(tenant));
            tx.quotas().consume("units", 1);
        });
    }

    void atCommit(int tenant) throws SQLException {
        inTenant(tenant, tx -> {
            work(tx.connection(), WORK, tenants.get(tenant));
            tx.quotas().consumeAtCommit("units", 1);
        });
    }

    private void inTenant(int tenant, TenantTransaction.VoidWork<SQLException> work) throws SQLException {
        try (TenantScope scope = TenantContext.bind(TenantBinding.of(tenants.get(tenant)))) {
            tenancy.useTransaction(work);
        }
    }

    void leased(int tenant) {
        try (TenantScope scope = TenantContext.bind(TenantBinding.of(tenants.get(tenant)))) {
            tenancy.quotas().consume("leased", 1);
        }
    }

    @Override
    public void close() {
        tenancy.close();
        pool.close();
        database.close();
    }
}
