package io.tenancy.cli.demo;

import io.tenancy.cli.demo.DemoReport.Migrations;
import io.tenancy.cli.demo.DemoReport.Practiced;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Plan;
import io.tenancy.examples.chiro.ChiroSchema;
import io.tenancy.examples.chiro.Practice;
import io.tenancy.examples.chiro.PracticeData;
import io.tenancy.examples.chiro.PracticeLoader;
import io.tenancy.jdbc.isolation.RoleCheck;
import io.tenancy.jdbc.migration.AppliedMigration;
import io.tenancy.jdbc.migration.ControlPlaneVersion;
import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The demo's database, from nothing to two practices at work. The steps are taken in the order of the methods. */
final class Clinic {
    private static final Attribution OPERATOR =
            new Attribution("tenancyctl demo", "two practices to show isolation with");
    /** Without a plan a practice may have no patients. */
    private static final Plan LARGE = new Plan(
            "enterprise",
            1,
            "Enterprise",
            Plan.Kind.BASE,
            List.of(),
            Plan.Terms.PLAIN,
            Map.of("patients", new Amount(Limit.UNLIMITED)));

    private final DemoServer server;
    private final String database;
    private final Clock clock;
    private final List<Practice> practices = List.of(Practice.ridgeline(), Practice.harbour());
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<PracticeData> data = new ArrayList<>();

    Clinic(DemoServer server, String database, Clock clock) {
        this.server = server;
        this.database = database;
        this.clock = clock;
    }

    /** An empty database, and the version of its server. */
    String create() throws SQLException {
        drop();
        onServer("create database " + database);
        try (Connection connection = server.operator(database).getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    void drop() throws SQLException {
        onServer("drop database if exists " + database + " with (force)");
    }

    private void onServer(String sql) throws SQLException {
        try (Connection connection = server.operator("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The control plane, then the clinic's own migrations. */
    Migrations migrate() {
        DataSource migrator = server.as(TenancyRole.MIGRATOR, database);
        var roles = TenancySchema.installRoles(server.operator(database), server.rolePasswords());
        var controlPlane = TenancySchema.installControlPlane(migrator);
        List<AppliedMigration> applied = Migrator.builder(migrator)
                .locations(List.of(ChiroSchema.MIGRATIONS))
                .build()
                .migrate()
                .applied();
        RoleCheck.requireSafe(server.as(TenancyRole.APP, database));
        return new Migrations(
                ControlPlaneVersion.CURRENT.toString(),
                roles.and(controlPlane).steps().size(),
                applied.stream().map(AppliedMigration::script).toList());
    }

    /** Two tenants, the large practice first. */
    List<Tenant> provision() {
        TenantRegistry registry = TenantRegistry.over(server.as(TenancyRole.ADMIN, database), clock);
        PlanRegistry plans = PlanRegistry.over(server.as(TenancyRole.ADMIN, database), clock);
        plans.publish(List.of(LARGE), OPERATOR);
        for (Practice practice : practices) {
            Tenant tenant = registry.create(practice.key(), practice.name(), OPERATOR);
            plans.assign(tenant.id(), LARGE.key(), null, null, OPERATOR);
            registry.putSetting(tenant.id(), "practice.timeZone", "\"" + practice.zone() + "\"", OPERATOR);
            tenants.add(tenant);
        }
        return tenants;
    }

    /** The rows of both, each loaded as the application, bound to the tenant. Gives how many. */
    int load(DataSource tenantBound) throws SQLException {
        PracticeLoader loader = new PracticeLoader(tenantBound);
        int rows = 0;
        for (int i = 0; i < tenants.size(); i++) {
            PracticeData of = PracticeData.of(practices.get(i), clock);
            try (var ignored = TenantContext.bind(tenants.get(i))) {
                loader.load(of);
            }
            data.add(of);
            rows += of.counts().values().stream().mapToInt(n -> n).sum();
        }
        return rows;
    }

    /** A look into the day of each. */
    List<Practiced> work(DataSource tenantBound) throws SQLException {
        List<Practiced> worked = new ArrayList<>();
        for (int i = 0; i < tenants.size(); i++) {
            Tenant tenant = tenants.get(i);
            try (var ignored = TenantContext.bind(tenant)) {
                worked.add(new Practiced(
                        tenant.key().value(),
                        tenant.id().toString(),
                        tenant.name(),
                        data.get(i).counts(),
                        DaysWork.see(tenantBound, practices.get(i), clock)));
            }
        }
        return worked;
    }
}
