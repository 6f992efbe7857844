package io.tenancy.jdbc.setting;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static io.tenancy.jdbc.testing.TenancyDatabase.runAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.config.InvalidConfigException;
import io.tenancy.config.TenancyConfig;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.member.MemberRegistry;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.setting.TenantSettings;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireCount;
import io.tenancy.testing.support.WireProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Attribution OPS = new Attribution("ops:anna", "test");
    private static final String FILE = "permissions: {settings: [update]}\n"
            + "roles: {admin: {name: Admin, permissions: ['settings:update']}}\n"
            + "settings:\n"
            + "  reminderHours: {type: integer, from: 1, to: 168, default: 24, changedBy: 'settings:update'}\n"
            + "  theme: {oneOf: [light, dark], changedBy: 'settings:update'}\n"
            + "  greeting: {type: text, to: 20, default: Hello, changedBy: 'settings:update'}\n"
            + "  beta: {type: boolean}\n";

    @TempDir
    static Path folder;

    private static TenancyDatabase database;
    private static SettableClock clock;
    private static TenancyConfig config;
    private static WireProxy wire;
    private static JdbcTenancy tenancy;
    private static SettingRegistry registry;
    private static int tenants;

    private Tenant acme;
    private TenantBinding admin;

    @BeforeAll
    static void start() throws IOException {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        config = read(FILE);
        wire = WireProxy.to(TestServer.server());
        RoleRegistry.over(database.admin(), clock)
                .apply(config.access().permissions(), config.access().roles(), false, OPS);
        registry = SettingRegistry.over(database.admin(), clock);
        assertThat(registry.apply(config.settings(), OPS)).hasSize(4);
        assertThat(registry.apply(config.settings(), OPS)).isEmpty();
        tenancy = JdbcTenancy.builder()
                .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                .listen(database.app())
                .settings(config.settings())
                .clock(clock)
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        tenancy.close();
        wire.close();
        database.close();
    }

    private static TenancyConfig read(String yaml) throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        Files.writeString(file, yaml);
        return TenancyConfig.load(file, Map.of());
    }

    @BeforeEach
    void tenant() {
        acme = TenantRegistry.over(database.admin(), clock).create(TenantKey.of("acme" + tenants++), "Acme", OPS);
        Account account = tenancy.accounts()
                .create(EmailAddress.of("ann" + tenants + "@acme.example"), "ann", "four words that fit");
        var unused = MemberRegistry.over(database.admin(), clock).add(acme.id(), account, "admin", OPS);
        Principal ann = new Principal(account.id(), "ann", PrincipalKind.USER);
        admin = TenantBinding.of(acme).withPrincipal(ann);
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a second").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable work) {
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(work)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whereNothingIsSetTheDefaultHolds() {
        try (TenantScope scope = TenantContext.bind(acme)) {
            TenantSettings settings = tenancy.settings().current();
            assertThat(settings.integer("reminderHours")).isEqualTo(24);
            assertThat(settings.text("theme")).isEqualTo("light");
            assertThat(settings.flag("beta")).isFalse();
            assertThat(settings.isSet("theme")).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> settings.flag("theme"));
            assertThatIllegalArgumentException().isThrownBy(() -> settings.text("thme"));
        }
    }

    @Test
    void aMemberWithThePermissionSetsAndResetsAndIsInTheTrail() throws SQLException {
        try (TenantScope scope = TenantContext.bind(admin)) {
            // snippet: set
            tenancy.settings().set("reminderHours", 48L);
            TenantSettings settings = tenancy.settings().current(); // from memory
            long hours = settings.integer("reminderHours");
            // end
            assertThat(hours).isIn(24L, 48L);
            tenancy.settings().set("greeting", "Say \"hi\" \\ ünïcode");
            eventually(() -> tenancy.settings().current().text("greeting").equals("Say \"hi\" \\ ünïcode"));
            eventually(() -> tenancy.settings().current().integer("reminderHours") == 48);
            assertThat(tenancy.settings().reset("reminderHours")).isTrue();
            assertThat(tenancy.settings().reset("reminderHours")).isFalse();
            eventually(() -> tenancy.settings().current().integer("reminderHours") == 24);
        }
        assertThat(ask(
                        database.superuser(),
                        "select action || ' ' || actor from tenancy.audit_event where tenant_id = '" + acme.id()
                                + "' and action like 'setting.%' order by sequence"))
                .hasSize(3)
                .allSatisfy(
                        one -> assertThat(one).contains(admin.principal().id().toString()));
    }

    @Test
    void readingCostsNothingWhenWarm() throws Exception {
        try (TenantScope scope = TenantContext.bind(acme)) {
            // What was loaded while the registry began to listen is asked for once more.
            eventually(() -> thousandReadings().roundTrips() == 0);
        }
    }

    private static WireCount thousandReadings() {
        try {
            return wire.measure(() -> {
                for (int i = 0; i < 1000; i++) {
                    assertThat(tenancy.settings().current().integer("reminderHours"))
                            .isEqualTo(24);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoMayNotIsRefused() {
        TenantBinding nobody =
                TenantBinding.of(acme).withPrincipal(new Principal(UUID.randomUUID(), "bob", PrincipalKind.USER));
        try (TenantScope scope = TenantContext.bind(nobody)) {
            refused(ErrorCode.PERMISSION_DENIED, () -> tenancy.settings().set("theme", "dark"));
        }
        try (TenantScope scope = TenantContext.bind(acme)) {
            refused(ErrorCode.PERMISSION_DENIED, () -> tenancy.settings().set("theme", "dark"));
        }
        try (TenantScope scope = TenantContext.bind(admin)) {
            refused(ErrorCode.PERMISSION_DENIED, () -> tenancy.settings().set("beta", true));
        }
        registry.set(acme.id(), config.settings().require("beta"), true, OPS);
        try (TenantScope scope = TenantContext.bind(admin)) {
            eventually(() -> tenancy.settings().current().flag("beta"));
            refused(ErrorCode.PERMISSION_DENIED, () -> {
                boolean unused = tenancy.settings().reset("beta");
            });
        }
    }

    @Test
    void whatDoesNotFitIsRefusedOnEveryPath() {
        try (TenantScope scope = TenantContext.bind(admin)) {
            refused(ErrorCode.SETTING_INVALID, () -> tenancy.settings().set("reminderHours", 169L));
            refused(ErrorCode.SETTING_INVALID, () -> tenancy.settings().set("reminderHours", "48"));
            refused(ErrorCode.SETTING_INVALID, () -> tenancy.settings().set("theme", "pink"));
            refused(ErrorCode.SETTING_INVALID, () -> tenancy.settings().set("greeting", "x".repeat(21)));
        }
        refused(
                ErrorCode.SETTING_INVALID,
                () -> TenantRegistry.over(database.admin(), clock).putSetting(acme.id(), "theme", "\"pink\"", OPS));
        String say = "select set_config('tenancy.principal_id', '"
                + admin.principal().id()
                + "', true), set_config('tenancy.actor', 'x', true),"
                + " set_config('tenancy.reason', 'y', true), set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true)";
        for (String[] attempt : new String[][] {
            {"TN060", "('reminderHours', '1.5', now())"},
            {"TN060", "('reminderHours', '\"5\"', now())"},
            {"TN060", "('reminderHours', 'null', now())"},
            {"TN060", "('theme', '\"pink\"', now())"},
            {"TN060", "('greeting', '7', now())"},
            {"TN061", "('beta', 'true', now())"},
            {"TN062", "('anything', 'true', now())"}
        }) {
            assertThatExceptionOfType(SQLException.class)
                    .as(attempt[1])
                    .isThrownBy(() -> runAs(
                            database.app(),
                            acme.id().value(),
                            say,
                            "insert into tenancy.tenant_setting (name, value, updated_at) values " + attempt[1]))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(attempt[0]));
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(database.app(), "update tenancy.setting set permission = 'settings:update'"));
    }

    @Test
    void aStoredValueThatFitsNoMoreCountsAsNotSet() throws IOException {
        registry.set(acme.id(), config.settings().require("reminderHours"), 100L, OPS);
        TenancyConfig narrower = read(FILE.replace("to: 168", "to: 72"));
        assertThat(registry.of(acme.id(), narrower.settings()).integer("reminderHours"))
                .isEqualTo(24);
        assertThat(registry.of(acme.id(), config.settings()).integer("reminderHours"))
                .isEqualTo(100);
        assertThat(registry.reset(acme.id(), config.settings().require("reminderHours"), OPS))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: integr} | did you mean 'integer'?",
                "{} | needs either type or oneOf",
                "{type: text, oneOf: [a]} | needs either type or oneOf",
                "{type: integer, from: 5, to: 4} | the bounds leave no value",
                "{type: integer, to: 4, default: 5} | the default is no value",
                "{type: boolean, default: maybe} | the default is no value",
                "{oneOf: [a, b], default: c} | the default is no value",
                "{type: boolean, from: 1} | bounds of numbers",
                "{type: boolean, changedBy: 'settings:updat'} | does not declare",
                "{type: boolean, defalt: true} | did you mean 'default'?"
            })
    void whatIsWrongInTheFileIsTold(String setting, String problem) {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> read("settings:\n  x: " + setting + "\n"))
                .withMessageContaining(problem);
    }
}
