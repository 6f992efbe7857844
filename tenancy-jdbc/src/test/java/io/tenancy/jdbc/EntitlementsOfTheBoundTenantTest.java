package io.tenancy.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureNotInPlanException;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EntitlementsOfTheBoundTenantTest {
    private static final Attribution OPS = new Attribution("ops:anna", "test");
    private static final List<Feature> FEATURES = List.of(Feature.integer("users"), Feature.flag("sms_reminders"));
    private static TenancyDatabase database;
    private static SettableClock clock;
    private static TenantRegistry registry;
    private static PlanRegistry plans;

    @BeforeAll
    static void publish() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        registry = TenantRegistry.over(database.admin(), clock);
        plans = PlanRegistry.over(database.admin(), clock);
        plans.publish(List.of(plan("starter", 2, false), plan("pro", 10, true)), OPS);
    }

    private static Plan plan(String key, long users, boolean reminders) {
        return new Plan(
                key,
                1,
                key,
                Plan.Kind.BASE,
                List.of(),
                Plan.Terms.PLAIN,
                Map.of("users", new Amount(Limit.of(users)), "sms_reminders", new Switch(reminders)));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Tenant tenant(String key) {
        Tenant tenant = registry.create(TenantKey.of(key), key, OPS);
        plans.assign(tenant.id(), "starter", null, null, OPS);
        return tenant;
    }

    private static JdbcTenancyBuilder tenancy() {
        return JdbcTenancy.builder()
                .app(database.app())
                .listen(database.app())
                .features(FEATURES)
                .clock(clock);
    }

    private static void eventually(BooleanSupplier seen) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!seen.getAsBoolean() && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertThat(seen.getAsBoolean()).as("seen within 20 s").isTrue();
    }

    @Test
    void theBoundTenantIsAskedAbout() {
        Tenant tenant = tenant("asked");
        long seatsInUse = 2;
        try (JdbcTenancy tenancy = tenancy().build()) {
            assertThatExceptionOfType(FeatureNotInPlanException.class).isThrownBy(() -> {
                // snippet: ask
                try (TenantScope scope = TenantContext.bind(tenant)) {
                    Entitlements entitlements = tenancy.entitlements();
                    entitlements.require("sms_reminders"); // FeatureNotInPlanException: 403 for whoever asked
                    boolean room = entitlements.limit("users").allows(seatsInUse, 1);
                }
                // end
            });
            assertThat(TenantContext.call(
                            io.tenancy.context.TenantBinding.of(tenant),
                            () -> tenancy.entitlements().limit("users").allows(seatsInUse, 1)))
                    .isFalse();
        }
    }

    @Test
    void withNobodyBoundNobodyHasAnything() {
        try (JdbcTenancy tenancy = tenancy().build()) {
            assertThatExceptionOfType(TenantContextMissingException.class)
                    .isThrownBy(() -> tenancy.entitlements().has("users"));
        }
    }

    @Test
    void inSteadyStateNobodyIsAsked() throws Exception {
        Tenant tenant = tenant("steady");
        try (WireProxy app = WireProxy.to(TestServer.server());
                JdbcTenancy tenancy = JdbcTenancy.builder()
                        .app(app.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .listen(database.app())
                        .features(FEATURES)
                        .build();
                TenantScope scope = TenantContext.bind(tenant)) {
            assertThat(tenancy.entitlements().limit("users")).isEqualTo(Limit.of(2));
            // When the feed begins to listen, what was loaded before is asked once more.
            eventually(() -> {
                app.reset();
                for (int i = 0; i < 100_000; i++) {
                    assertThat(tenancy.entitlements().has("users")).isTrue();
                }
                return app.roundTrips() == 0;
            });
        }
    }

    @Test
    void aChangeOfPlanArrivesAtEveryNode() {
        Tenant tenant = tenant("upgraded");
        try (JdbcTenancy one = tenancy().build();
                JdbcTenancy polling = JdbcTenancy.builder()
                        .app(database.app())
                        .features(FEATURES)
                        .clock(clock)
                        .build();
                TenantScope scope = TenantContext.bind(tenant)) {
            assertThat(one.entitlements().has("sms_reminders")).isFalse();
            assertThat(polling.entitlements().has("sms_reminders")).isFalse();

            plans.assign(tenant.id(), "pro", null, null, OPS);

            eventually(() -> one.entitlements().has("sms_reminders"));
            eventually(() -> polling.entitlements().has("sms_reminders"));
        }
    }

    @Test
    void anOverrideEndsByTheClockAlone() {
        Tenant tenant = tenant("pilot");
        Instant end = clock.instant().plus(Duration.ofDays(1));
        plans.override(tenant.id(), new FeatureOverride("users", new Amount(Limit.of(50)), end, "pilot"), OPS);
        try (JdbcTenancy tenancy = tenancy().build();
                TenantScope scope = TenantContext.bind(tenant)) {
            assertThat(tenancy.entitlements().limit("users")).isEqualTo(Limit.of(50));
            clock.advance(Duration.ofDays(1));
            assertThat(tenancy.entitlements().limit("users")).isEqualTo(Limit.of(2));
        }
    }
}
