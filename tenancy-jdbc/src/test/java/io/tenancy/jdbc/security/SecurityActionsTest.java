package io.tenancy.jdbc.security;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.SignIn;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done about an incident without the application, and undone. */
class SecurityActionsTest {
    private static final String PASSWORD = "four words that fit";

    private TenancyDatabase database;
    private SettableClock clock;
    private JdbcTenancy tenancy;

    @BeforeEach
    void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        tenancy = JdbcTenancy.builder()
                .app(database.app())
                .worker(database.as(TenancyRole.WORKER))
                .listen(database.app())
                .clock(clock)
                .detection(List.of(
                        rule("failed-logins", SecurityEvent.LOGIN_FAILED, DetectionRule.By.SUBJECT)
                                .acting(SecurityActions.LOCK_ACCOUNT, Duration.ofMinutes(30)),
                        rule("scraping", "page.scraped", DetectionRule.By.ADDRESS)
                                .acting(SecurityActions.BLOCK_ADDRESS, Duration.ofMinutes(10))))
                .build();
    }

    private static DetectionRule rule(String name, String kind, DetectionRule.By by) {
        return DetectionRule.of(name, kind, by, 3, Duration.ofMinutes(5), AlertSeverity.WARNING);
    }

    @AfterEach
    void stop() {
        tenancy.close();
        database.close();
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 seconds").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private List<String> asked(String sql) {
        try {
            return ask(database.superuser(), sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> states() {
        return asked("select coalesce(action_state, '') from tenancy.security_incident");
    }

    private SignIn.Outcome signIn(Account account, String password) {
        return tenancy.accounts().signIn(account.email(), password, null).outcome();
    }

    @Test
    void whoFailsToSignInOftenIsLockedOutAndLetInAgain() {
        Account ann = tenancy.accounts().create(EmailAddress.of("ann@harbour.example"), "Ann", PASSWORD);
        for (int i = 0; i < 3; i++) {
            assertThat(signIn(ann, "wrong" + i)).isEqualTo(SignIn.Outcome.REFUSED);
        }
        eventually(() -> states().equals(List.of("TAKEN")));
        assertThat(signIn(ann, PASSWORD)).isEqualTo(SignIn.Outcome.LOCKED);
        assertThat(asked("select subject || ' ' || tenant_id from tenancy.security_event"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one).matches("login:[0-9a-f]{64} 00000000-0000-0000-0000-000000000000"));

        clock.advance(Duration.ofMinutes(30));
        eventually(() -> states().equals(List.of("UNDONE")));
        assertThat(signIn(ann, PASSWORD)).isEqualTo(SignIn.Outcome.SIGNED_IN);
        assertThat(asked("select action || ' ' || actor || ' ' || reason from tenancy.audit_event"
                        + " where action like 'account.%lock' order by sequence"))
                .containsExactly(
                        "account.lock security rule failed-logins", "account.unlock security rule failed-logins");
        assertThat(asked("select 1 from tenancy.security_event e where e::text like '%harbour%'"))
                .isEmpty();
    }

    @Test
    void anAddressIsKeptOutOfTheTenantThatItAttackedAndOfNoOther() {
        Attribution ops = new Attribution("ops:anna", "test");
        TenantRegistry registry = TenantRegistry.over(database.admin(), clock);
        Tenant acme = registry.create(TenantKey.of("acme"), "Acme", ops);
        Tenant other = registry.create(TenantKey.of("other"), "Other", ops);
        try (TenantScope scope = TenantContext.bind(acme)) {
            assertThat(tenancy.security().blockedUntil("192.0.2.7")).isEmpty();
            for (int i = 0; i < 3; i++) {
                tenancy.security().record(new SecurityEvent("page.scraped", "visitor " + i, "192.0.2.7"));
            }
            eventually(() -> tenancy.security().blockedUntil("192.0.2.7").isPresent());
            assertThat(tenancy.security().blockedUntil("192.0.2.8")).isEmpty();
        }
        try (TenantScope scope = TenantContext.bind(other)) {
            assertThat(tenancy.security().blockedUntil("192.0.2.7")).isEmpty();
        }
        assertThat(tenancy.security().blockedUntil("192.0.2.7")).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        try (TenantScope scope = TenantContext.bind(acme)) {
            assertThat(tenancy.security().blockedUntil("192.0.2.7")).isEmpty();
        }
        eventually(() -> states().equals(List.of("UNDONE")));
        assertThat(asked("select 1 from tenancy.security_block")).isEmpty();
    }

    @Test
    void anActionThatDoesNotFitItsIncidentFailsAndShows() {
        Tenant acme = TenantRegistry.over(database.admin(), clock)
                .create(TenantKey.of("acme"), "Acme", new Attribution("ops:anna", "test"));
        try (TenantScope scope = TenantContext.bind(acme)) {
            for (int i = 0; i < 3; i++) {
                tenancy.security().record(new SecurityEvent(SecurityEvent.LOGIN_FAILED, "somebody", null));
            }
        }
        eventually(() -> states().equals(List.of("FAILED")));
        assertThat(asked("select 1 from tenancy.sign_in_attempt")).isEmpty();
    }
}
