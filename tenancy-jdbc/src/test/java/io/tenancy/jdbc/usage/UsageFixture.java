package io.tenancy.jdbc.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.JdbcTenancyBuilder;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import io.tenancy.usage.UsageWindow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tenants with small limits, a clock that stands still, and a table that other tenants have rows in. */
abstract class UsageFixture {
    static final Attribution OPS = new Attribution("ops:anna", "test");
    static final List<Feature> FEATURES = List.of(
            Feature.integer("appointments"),
            Feature.integer("sms"),
            Feature.integer("patients"),
            Feature.size("storage"),
            Feature.integer("calls"),
            Feature.integer("exports"));
    static final MeterCatalog METERS = MeterCatalog.of(List.of(
            Meter.exact("appointments").limitedBy("appointments"),
            Meter.exact("sms").limitedBy("sms"),
            Meter.exact("emails"),
            Meter.exact("soft_sms").limitedBy("sms").soft(),
            Meter.exact("exports").limitedBy("exports").per(UsageWindow.rolling(Duration.ofHours(1))),
            Meter.gauge("patients").limitedBy("patients").counting("patient", null),
            Meter.gauge("storage").limitedBy("storage").counting("attachment", "size_bytes"),
            Meter.exact("leased").limitedBy("calls").inBlocksOf(100),
            Meter.buffered("api_call").limitedBy("calls")));

    static TenancyDatabase database;
    static SettableClock clock;
    static TenantRegistry registry;
    static PlanRegistry plans;
    static JdbcTenancy tenancy;

    @BeforeAll
    static void open() throws SQLException {
        database = TenancyDatabase.create();
        TenancyDatabase.run(
                database.migrator(),
                "create table patient (tenant_id uuid not null, id int not null, name text, primary key (tenant_id, id))",
                "select tenancy.isolate('patient')");
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        registry = TenantRegistry.over(database.admin(), clock);
        plans = PlanRegistry.over(database.admin(), clock);
        plans.publish(List.of(plan("starter", 10), plan("pro", 100)), OPS);
        tenancy = builder().build();
    }

    static JdbcTenancyBuilder builder() {
        return JdbcTenancy.builder()
                .app(database.app())
                .listen(database.app())
                .features(FEATURES)
                .meters(METERS)
                .clock(clock);
    }

    private static Plan plan(String key, long size) {
        return new Plan(
                key,
                1,
                key,
                Plan.Kind.BASE,
                List.of(),
                Plan.Terms.PLAIN,
                Map.of(
                        "appointments", new Amount(Limit.of(size)),
                        "sms", new Amount(Limit.of(size)),
                        "patients", new Amount(Limit.of(size)),
                        "storage", new Amount(Limit.of(size * 100)),
                        "calls", new Amount(Limit.of(size * 100)),
                        "exports", new Amount(Limit.of(size))));
    }

    @AfterAll
    static void closeAll() {
        tenancy.close();
        database.close();
    }

    static Tenant tenant(String key) {
        Tenant tenant = registry.create(TenantKey.of(key), key, OPS);
        plans.assign(tenant.id(), "starter", null, null, OPS);
        return tenant;
    }

    static void limit(Tenant tenant, String feature, long amount) {
        plans.override(tenant.id(), new FeatureOverride(feature, new Amount(Limit.of(amount)), null, "test"), OPS);
    }

    static TenantBinding as(Tenant tenant) {
        return TenantBinding.of(tenant);
    }

    static void eventually(BooleanSupplier seen) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not seen within 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
