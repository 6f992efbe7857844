package io.tenancy.jdbc.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.entitlement.Holding;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.Price;
import io.tenancy.jdbc.internal.registry.HoldingRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanRegistryTest extends RegistryFixture {
    private static final Feature USERS = Feature.integer("users");
    private static final Feature STORAGE = Feature.size("storage");
    private static final Feature API = Feature.flag("api_access");
    private static final Feature SUPPORT = Feature.choice("support", List.of("email", "priority", "24/7"));
    private static final List<Feature> FEATURES = List.of(USERS, STORAGE, API, SUPPORT);
    private static int sequence;

    private PlanRegistry plans;
    private String prefix = "";

    @BeforeEach
    void registry() {
        plans = PlanRegistry.over(database.admin(), clock);
        prefix = "p" + sequence++;
    }

    private static Amount amount(long amount) {
        return new Amount(Limit.of(amount));
    }

    private Plan plan(String name, Map<String, FeatureValue> values) {
        return new Plan(
                prefix + name,
                1,
                name,
                Plan.Kind.BASE,
                List.of(
                        new Price(Currency.getInstance("USD"), OptionalLong.of(2900), OptionalLong.of(29000)),
                        new Price(Currency.getInstance("CLP"), OptionalLong.of(49000), OptionalLong.empty())),
                new Plan.Terms(14, 7, false),
                values);
    }

    private Plan addOn(String name, Map<String, FeatureValue> values) {
        return new Plan(prefix + name, 1, name, Plan.Kind.ADD_ON, List.of(), Plan.Terms.PLAIN, values);
    }

    private Entitlements entitlements(TenantId tenant) {
        return Entitlements.of(FEATURES, plans.holding(tenant), clock.instant());
    }

    @Test
    void everythingAPlanSaysComesBackAsItWasPublished() {
        Plan starter = plan(
                "starter",
                Map.of(
                        "users",
                        amount(2),
                        "storage",
                        new Amount(Limit.UNLIMITED),
                        "api_access",
                        Switch.OFF,
                        "support",
                        new Choice("24/7")));
        Plan free = new Plan(prefix + "free", 9, "Free", Plan.Kind.BASE, List.of(), Plan.Terms.PLAIN, Map.of());

        List<Publication> published = plans.publish(List.of(starter, free), OPS);

        assertThat(published).extracting(Publication::isNew).containsExactly(true, true);
        assertThat(plans.require(starter.key(), null).saysTheSameAs(starter)).isTrue();
        assertThat(plans.require(free.key(), 1)).isEqualTo(free.withVersion(1));
    }

    @Test
    void publishingTheSameAgainMakesNoVersion() {
        Plan starter = plan("starter", Map.of("users", amount(2)));
        plans.publish(List.of(starter), OPS);

        assertThat(plans.preview(List.of(starter))).noneMatch(Publication::isNew);
        assertThat(plans.publish(List.of(starter), OPS)).noneMatch(Publication::isNew);
        assertThat(plans.require(starter.key(), null).version()).isEqualTo(1);
    }

    @Test
    void previewTellsWhatPublishingDoes() {
        Plan old = plan("starter", Map.of("users", amount(2)));
        plans.publish(List.of(old), OPS);
        Plan changed = plan("starter", Map.of("users", amount(3)));

        assertThat(plans.preview(List.of(changed))).isEqualTo(plans.publish(List.of(changed), OPS));
    }

    @Test
    void manyWhoPublishTheSameAtOnceMakeOneVersion() throws Exception {
        Plan starter = plan("starter", Map.of("users", amount(2)));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tasks.add(() -> plans.publish(List.of(starter), OPS));
            }
            for (var task : pool.invokeAll(tasks)) {
                assertThat(task.get()).isNotNull();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(plans.list())
                .filteredOn(use -> use.plan().key().equals(starter.key()))
                .hasSize(1);
    }

    @Test
    void aPublishedVersionCannotBeChangedByAnybody() throws Exception {
        plans.publish(List.of(plan("starter", Map.of("users", amount(2)))), OPS);

        for (var login : List.of(database.admin(), database.migrator(), database.app())) {
            for (String sql : List.of(
                    "update tenancy.plan_version set name = 'x'",
                    "delete from tenancy.plan_version",
                    "truncate tenancy.plan_version cascade")) {
                assertThatExceptionOfType(java.sql.SQLException.class)
                        .isThrownBy(() -> TenancyDatabase.run(login, sql))
                        .satisfies(e -> assertThat(e.getSQLState()).isIn("42501", "TN006", "TN004"));
            }
        }
        refused("TN006", () -> TenancyDatabase.run(database.superuser(), "update tenancy.plan_version set name = 'x'"));
        refused("TN006", () -> TenancyDatabase.run(database.superuser(), "delete from tenancy.plan_version"));
    }

    @Test
    void aNewVersionChangesNothingForWhoHoldsTheOldOne() {
        plans.publish(List.of(plan("starter", Map.of("users", amount(2)))), OPS);
        Tenant old = tenant(prefix + "-old");
        plans.assign(old.id(), prefix + "starter", null, null, OPS);

        plans.publish(List.of(plan("starter", Map.of("users", amount(1)))), OPS);
        Tenant young = tenant(prefix + "-new");
        plans.assign(young.id(), prefix + "starter", null, null, OPS);

        assertThat(entitlements(old.id()).explain("users")).hasToString("users = 2: PLAN (" + prefix + "starter@1)");
        assertThat(entitlements(young.id()).explain("users")).hasToString("users = 1: PLAN (" + prefix + "starter@2)");
    }

    /** Issue 4, line 8, on as many tenants as it says. */
    @Test
    void publishingChangesNoEntitlementOfAThousandTenants() throws Exception {
        Random random = new Random(20261120);
        publishRandom(random);
        List<TenantId> tenants = ids(1000);
        hold(random, tenants);
        Map<TenantId, List<String>> before = entitlementsOf(tenants);

        for (int round = 0; round < 5; round++) {
            publishRandom(random);
        }

        assertThat(entitlementsOf(tenants)).isEqualTo(before);
        assertThat(before.values().stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void migrationDoesWhatItsPreviewSaid() throws Exception {
        Random random = new Random(7);
        int compared = 0;
        while (compared < 500) {
            registry();
            publishRandom(random);
            List<TenantId> tenants = ids(50);
            hold(random, tenants);
            publishRandom(random);

            for (String key : List.of(prefix + "one", prefix + "two")) {
                List<PlanMove> preview = plans.previewMigration(key, null, FEATURES);
                assertThat(plans.migrate(key, null, FEATURES, OPS)).isEqualTo(preview);
                assertThat(plans.previewMigration(key, null, FEATURES)).isEmpty();
                compared += preview.size();
            }
        }
    }

    private void publishRandom(Random random) {
        plans.publish(
                List.of(
                        plan("one", randomValues(random)),
                        plan("two", randomValues(random)),
                        addOn("extra", randomValues(random))),
                OPS);
    }

    private static Map<String, FeatureValue> randomValues(Random random) {
        Map<String, FeatureValue> values = new LinkedHashMap<>();
        if (random.nextInt(4) > 0) {
            values.put("users", random.nextInt(8) == 0 ? new Amount(Limit.UNLIMITED) : amount(random.nextInt(100)));
        }
        if (random.nextInt(4) > 0) {
            values.put("storage", amount(random.nextInt(10) * 1_000_000_000L));
        }
        if (random.nextBoolean()) {
            values.put("api_access", new Switch(random.nextBoolean()));
        }
        if (random.nextBoolean()) {
            values.put("support", new Choice(SUPPORT.options().get(random.nextInt(3))));
        }
        return values;
    }

    /** Written as migrator, in few statements: a thousand audited transactions are another test's business. */
    private void hold(Random random, List<TenantId> tenants) throws Exception {
        List<String> sql = new ArrayList<>(List.of(
                "begin",
                "set local tenancy.actor = 'test'",
                "set local tenancy.reason = 'test'",
                "set local tenancy.changed_at = '2026-11-20T10:00:00Z'"));
        for (TenantId tenant : tenants) {
            sql.add("insert into tenancy.tenant (id, key, name, status) values ('" + tenant + "', 't" + tenant
                    + "', 'x', 'PENDING')");
            String plan = random.nextBoolean() ? "one" : "two";
            sql.add("insert into tenancy.tenant_plan (tenant_id, plan, plan_version, since) values ('" + tenant + "', '"
                    + prefix + plan + "', 1, '2026-11-20T10:00:00Z')");
            if (random.nextInt(3) == 0) {
                sql.add("insert into tenancy.tenant_add_on (tenant_id, id, plan, plan_version, since) values ('"
                        + tenant + "', gen_random_uuid(), '" + prefix + "extra', 1, '2026-11-20T10:00:00Z')");
            }
            if (random.nextInt(3) == 0) {
                sql.add("insert into tenancy.tenant_override (tenant_id, feature, value, reason, since) values ('"
                        + tenant + "', 'users', '" + random.nextInt(50) + "', 'test', '2026-11-20T10:00:00Z')");
            }
        }
        sql.add("commit");
        TenancyDatabase.run(database.migrator(), String.join(";", sql));
    }

    private static List<TenantId> ids(int count) {
        return Stream.generate(() -> TenantId.of(UUID.randomUUID()))
                .limit(count)
                .toList();
    }

    private static Map<TenantId, List<String>> entitlementsOf(List<TenantId> tenants) throws Exception {
        return Jdbc.transact(database.app(), connection -> {
            Map<TenantId, List<String>> all = new LinkedHashMap<>();
            for (TenantId tenant : tenants) {
                Entitlements held = Entitlements.of(FEATURES, HoldingRows.read(connection, tenant), clock.instant());
                all.put(tenant, held.all().stream().map(Object::toString).toList());
            }
            return all;
        });
    }

    @Test
    void anOverrideDecidesUntilItEndsOrIsRemoved() {
        plans.publish(List.of(plan("starter", Map.of("users", amount(2)))), OPS);
        Tenant tenant = tenant(prefix);
        plans.assign(tenant.id(), prefix + "starter", null, null, OPS);
        Instant end = clock.instant().plus(Duration.ofDays(3));

        plans.override(tenant.id(), new FeatureOverride("users", amount(9), end, "pilot"), OPS);

        assertThat(entitlements(tenant.id()).limit("users")).isEqualTo(Limit.of(9));
        assertThat(Entitlements.of(FEATURES, plans.holding(tenant.id()), end).limit("users"))
                .isEqualTo(Limit.of(2));
        assertThat(plans.removeOverride(tenant.id(), "users", OPS)).isTrue();
        assertThat(plans.removeOverride(tenant.id(), "users", OPS)).isFalse();
        assertThat(entitlements(tenant.id()).limit("users")).isEqualTo(Limit.of(2));
    }

    @Test
    void anAddOnIsHeldAsOftenAsItWasGiven() {
        plans.publish(
                List.of(plan("starter", Map.of("users", amount(2))), addOn("seats", Map.of("users", amount(10)))), OPS);
        Tenant tenant = tenant(prefix);
        plans.assign(tenant.id(), prefix + "starter", null, null, OPS);

        assertThat(plans.addAddOn(tenant.id(), prefix + "seats", OPS))
                .isNotEqualTo(plans.addAddOn(tenant.id(), prefix + "seats", OPS));
        assertThat(entitlements(tenant.id()).limit("users")).isEqualTo(Limit.of(22));
        assertThat(plans.removeAddOn(tenant.id(), prefix + "seats", OPS)).isTrue();
        assertThat(entitlements(tenant.id()).limit("users")).isEqualTo(Limit.of(12));
        assertThat(plans.removeAddOn(tenant.id(), prefix + "seats", OPS)).isTrue();
        assertThat(plans.removeAddOn(tenant.id(), prefix + "seats", OPS)).isFalse();
    }

    @Test
    void plansAndAddOnsAreNotConfused() {
        plans.publish(List.of(plan("starter", Map.of()), addOn("seats", Map.of())), OPS);
        Tenant tenant = tenant(prefix);

        assertThatExceptionOfType(PlanKindMismatchException.class)
                .isThrownBy(() -> plans.assign(tenant.id(), prefix + "seats", null, null, OPS));
        assertThatExceptionOfType(PlanKindMismatchException.class)
                .isThrownBy(() ->
                        plans.addAddOn(tenant.id(), prefix + "starter", OPS).toString());
        assertThatExceptionOfType(PlanKindMismatchException.class)
                .isThrownBy(() -> plans.publish(List.of(addOn("starter", Map.of())), OPS));
        assertThatExceptionOfType(PlanNotFoundException.class)
                .isThrownBy(() -> plans.assign(tenant.id(), prefix + "nope", null, null, OPS))
                .withMessageContaining("tenancyctl plan list");
        assertThatExceptionOfType(PlanNotFoundException.class)
                .isThrownBy(() -> plans.assign(tenant.id(), prefix + "starter", 7, null, OPS));
        assertThat(plans.holding(tenant.id())).isEqualTo(Holding.NOTHING);
    }

    @Test
    void everyChangeStandsInTheTenantsHistory() {
        plans.publish(List.of(plan("starter", Map.of("users", amount(2))), addOn("seats", Map.of())), OPS);
        Tenant tenant = tenant(prefix);
        plans.assign(tenant.id(), prefix + "starter", null, clock.instant().plusSeconds(60), OPS);
        plans.publish(List.of(plan("starter", Map.of("users", amount(3)))), OPS);
        plans.migrate(prefix + "starter", null, FEATURES, OPS);
        assertThat(plans.addAddOn(tenant.id(), prefix + "seats", OPS)).isNotNull();
        plans.override(tenant.id(), new FeatureOverride("users", amount(9), null, "pilot"), OPS);
        assertThat(plans.removeOverride(tenant.id(), "users", OPS)).isTrue();

        assertThat(registry.show(tenant.id()).history())
                .extracting(RegistryChange::action)
                .endsWith("plan.assign", "plan.change", "addon.add", "override.put", "override.remove");
    }

    @Test
    void theApplicationReadsItsOwnAndWritesNothing() throws Exception {
        plans.publish(List.of(plan("starter", Map.of("users", amount(2)))), OPS);
        Tenant mine = tenant(prefix + "-mine");
        Tenant other = tenant(prefix + "-other");
        for (Tenant tenant : List.of(mine, other)) {
            plans.assign(tenant.id(), prefix + "starter", null, null, OPS);
            plans.override(tenant.id(), new FeatureOverride("users", amount(9), null, "pilot"), OPS);
        }
        for (String table : List.of("tenant_plan", "tenant_override")) {
            assertThat(TenancyDatabase.askAs(
                            database.app(), mine.id().value(), "select tenant_id from tenancy." + table))
                    .containsExactly(mine.id().toString());
            for (String write : List.of(
                    "update tenancy." + table + " set since = since",
                    "delete from tenancy." + table,
                    "insert into tenancy." + table + " default values",
                    "truncate tenancy." + table)) {
                refused(
                        "42501",
                        () -> TenancyDatabase.runAs(database.app(), mine.id().value(), write));
            }
        }
    }
}
