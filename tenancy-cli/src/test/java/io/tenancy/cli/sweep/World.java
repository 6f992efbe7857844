package io.tenancy.cli.sweep;

import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.audit.AuditAction;
import io.tenancy.audit.AuditEvent;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionPattern;
import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.cli.Installed;
import io.tenancy.cli.Tool;
import io.tenancy.config.TenancyConfig;
import io.tenancy.context.ScopedCall;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.alert.Alert;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.member.MemberRegistry;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.jdbc.setting.SettingRegistry;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** A database with the practices' configuration, and tenants in it that have something of everything. */
final class World implements AutoCloseable {
    static final Attribution OPS = new Attribution("ops:anna", "ticket 42");
    private static final String SECRET = "four words that fit";

    final TestDatabase database;
    final SettableClock clock;
    final JdbcTenancy tenancy;
    final Tool tool;
    private final DataSource admin;
    private final KeptConnections app;
    private final KeptConnections worker;
    private final TenancyConfig config;

    World(Path directory, SettableClock clock) throws IOException, SQLException {
        this.database = Installed.database();
        this.clock = clock;
        this.admin = database.dataSource("tenancy_admin", Installed.PASSWORD);
        Map<String, String> environment = new HashMap<>(Installed.environment(database));
        environment.put("SLACK_WEBHOOK_URL", "http://127.0.0.1:9/slack");
        environment.put("PAGERDUTY_ROUTING_KEY", "routing");
        environment.put("TENANCY_KEY_PEPPERS", "2026=YSBwZXBwZXIgb2YgdGhlIHRlc3RzLCAzMiBieXRlcy4=");
        Path file = directory.resolve(TenancyConfig.FILE_NAME);
        Files.copy(Path.of(System.getProperty("tenancy.basedir"), "examples/chiro", TenancyConfig.FILE_NAME), file);
        this.config = TenancyConfig.load(file, environment);
        this.tool = Tool.in(directory).with(environment);
        // A clone has no grants on the database itself.
        TenancySchema.installRoles(database.dataSource(), RolePasswords.none());
        tool.run("migrate").isOk();
        PlanRegistry.over(admin, clock).publish(config.plans().plans(), OPS);
        RoleRegistry.over(admin, clock)
                .apply(config.access().permissions(), config.access().roles(), false, OPS);
        List<String> declared = SettingRegistry.over(admin, clock).apply(config.settings(), OPS);
        assert !declared.isEmpty();
        this.app = new KeptConnections(database.dataSource("tenancy_app", Installed.PASSWORD));
        this.worker = new KeptConnections(database.dataSource("tenancy_worker", Installed.PASSWORD));
        this.tenancy = JdbcTenancy.builder()
                .app(app.dataSource())
                .admin(admin)
                .worker(worker.dataSource())
                .isolation(config.isolation())
                .features(config.plans().features())
                .rateLimits(config.rateLimits())
                .meters(config.meters())
                .peppers(config.peppers())
                .alerts(config.alerts())
                // What rules do about failures comes some time after them.
                .detection(List.of())
                .keyPrefix("cf")
                .settings(config.settings())
                .auditReads("patients")
                .clock(clock)
                .build();
    }

    /** One tenant with everything; what it is called by, and the secrets that were shown once. */
    Inhabitant settle(String name) throws IOException, SQLException {
        TenantRegistry registry = TenantRegistry.over(admin, clock);
        Tenant tenant = registry.create(TenantKey.of(name), "Practice of " + name, OPS);
        Map<String, Object> facts = new LinkedHashMap<>();
        registry.putSetting(tenant.id(), name + ".theme", "\"dark " + name + "\"", OPS);
        registry.addDomain(tenant.id(), name + ".example", OPS);
        registry.markDomainVerified(tenant.id(), name + ".example", OPS);
        PlanRegistry plans = PlanRegistry.over(admin, clock);
        plans.assign(tenant.id(), "enterprise", null, null, OPS);
        plans.addAddOn(tenant.id(), "ten-seats", OPS);
        plans.override(
                tenant.id(),
                new FeatureOverride("appointments_per_month", new FeatureValue.Amount(Limit.of(4)), null, "of " + name),
                OPS);
        plans.override(
                tenant.id(),
                new FeatureOverride("sms_reminders", new FeatureValue.Switch(false), null, "of " + name),
                OPS);
        Account owner = account(name, "owner");
        Account member = account(name, "member");
        Account former = account(name, "former");
        MemberRegistry members = MemberRegistry.over(admin, clock);
        members.add(tenant.id(), owner, "owner", OPS);
        members.add(tenant.id(), member, "staff", OPS);
        members.add(tenant.id(), former, "staff", OPS);
        Inhabitant inhabitant = new Inhabitant(this, tenant, owner.id(), facts);
        facts.put("member", member.id());
        leave(name, tenant, member.id());
        inhabitant.bound(() -> {
            tenancy.members().deactivate(former.id());
            people(name, member, facts);
            machines(name, facts);
            work(name, facts);
            return true;
        });
        return inhabitant;
    }

    private Account account(String name, String who) {
        return tenancy.accounts()
                .create(EmailAddress.of(who + "@" + name + ".example"), who + " of " + name, SECRET + " of " + name);
    }

    private void leave(String name, Tenant tenant, UUID member) throws IOException, SQLException {
        try (InputStream script = World.class.getResourceAsStream("leftovers.sql")) {
            database.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("$tenant", "'" + tenant.id() + "'")
                    .replace("$member", "'" + member + "'")
                    .replace("$name", name)
                    .replace("$at", "'" + clock.instant() + "'"));
        }
    }

    private void people(String name, Account member, Map<String, Object> facts) {
        facts.put(
                "token",
                tenancy.members()
                        .invite(EmailAddress.of("asked@" + name + ".example"), "staff", null)
                        .token());
        tenancy.roles().create(RoleDefinition.of(name + "-base", "Base of " + name, "reports:read"));
        tenancy.roles()
                .create(new RoleDefinition(
                        name + "-desk",
                        "Desk of " + name,
                        "",
                        Set.of(PermissionPattern.of("patients:read")),
                        Set.of(name + "-base"),
                        false));
        UUID root = tenancy.roles().createBranch(name + " north", null);
        tenancy.roles().createBranch(name + " north-west", root);
        UUID group = tenancy.roles().createGroup(name + " team");
        tenancy.roles().addToGroup(group, member.id());
        tenancy.roles().grant(PrincipalKind.GROUP, group, name + "-desk", root);
        facts.put("group", group);
        facts.put("branch", root);
        facts.put("role", name + "-desk");
    }

    private void machines(String name, Map<String, Object> facts) {
        NewApiKey key = tenancy.apiKeys()
                .create(ApiKeyRequest.named(name + " laboratory").scopes(Permission.of("patients:read")));
        facts.put("key", key.key().id());
        facts.put("secret", key.secretText());
        tenancy.apiKeys().verify(key.secretText(), io.tenancy.apikey.KeyUse.from(null));
        tenancy.rateLimits()
                .check(
                        RateLimit.of("per_tenant", RateLimit.By.TENANT, 1000, Duration.ofHours(1)),
                        RateSubject.tenant(TenantContext.required().tenant().id()));
    }

    private void work(String name, Map<String, Object> facts) {
        tenancy.useTransaction(tx -> {
            tx.quotas().consume("appointments", 3, name + "-visit");
            tx.audit()
                    .record(AuditEvent.of(AuditAction.of("invoice.void", "note"))
                            .resource("invoice", name + "-4711")
                            .detail("note", "of " + name)
                            .build());
            tx.alerts()
                    .raise(Alert.of("tenants." + name, AlertSeverity.WARNING, "Alert of " + name)
                            .about(name));
        });
        facts.put("reservation", tenancy.quotas().reserve("emails", 2, Duration.ofHours(1)));
        tenancy.quotas().count("api_call", 5);
        tenancy.security().record(new SecurityEvent(SecurityEvent.KEY_MISUSED, name + " subject", "192.0.2.77"));
    }

    /** Until what goes through a queue has gone. */
    void settled() throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            boolean left;
            do {
                try (ResultSet result = statement.executeQuery("select exists (select from tenancy.audit_pending)"
                        + " or exists (select from tenancy.alert_raised)"
                        + " or (select count(*) from tenancy.usage_counter where meter = 'api_call')"
                        + " < (select count(*) from tenancy.tenant)")) {
                    left = result.next() && result.getBoolean(1);
                }
            } while (left && System.nanoTime() < end);
        }
    }

    /** Who asks: the owner of a tenant, who may everything there. */
    record Inhabitant(World world, Tenant tenant, UUID owner, Map<String, Object> facts) {
        <R, X extends Exception> R bound(ScopedCall<R, X> work) throws X {
            return TenantContext.call(world.tenancy.bindingOf(tenant, new Principal(owner, "Owner")), work);
        }
    }

    @Override
    public void close() throws SQLException {
        tenancy.close();
        app.close();
        worker.close();
        database.close();
    }
}
