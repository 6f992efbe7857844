package io.tenancy.jdbc.security;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.runAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.failure.TenantViolationException;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectorTest {
    private static TenancyDatabase database;
    private static SettableClock clock;
    private static SecurityIncidents incidents;
    private static int tenants;

    private final List<String> done = new ArrayList<>();
    private Tenant tenant;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        incidents = SecurityIncidents.over(database.admin());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void tenant() {
        tenant = TenantRegistry.over(database.admin(), clock)
                .create(TenantKey.of("watched" + tenants++), "x", new Attribution("ops:anna", "test"));
    }

    private Detector detector(DetectionRule... rules) {
        SecurityAction lock = new SecurityAction() {
            @Override
            public String name() {
                return "lock-account";
            }

            @Override
            public void take(SecurityIncident incident) {
                done.add("lock " + incident.subject());
            }

            @Override
            public void undo(SecurityIncident incident) {
                done.add("unlock " + incident.subject());
            }
        };
        return new Detector(
                database.as(TenancyRole.WORKER),
                rules.length == 0 ? DetectionRule.defaults() : List.of(rules),
                List.of(lock),
                clock);
    }

    private void see(String kind, String subject, String address) throws SQLException {
        runAs(
                database.app(),
                tenant.id().value(),
                "insert into tenancy.security_event (id, at, kind, subject, address) values (gen_random_uuid(), '"
                        + clock.instant() + "', '" + kind + "', '" + subject + "', '" + address + "')");
    }

    private List<SecurityIncident> found() {
        return incidents.list(tenant.id().value(), 100);
    }

    @Test
    void soManyWithinTheWindowAreAnIncidentAndFewerAreNot() throws SQLException {
        for (int i = 0; i < 9; i++) {
            clock.advance(Duration.ofSeconds(10));
            see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2." + i);
        }
        assertThat(detector().detect()).isEqualTo(9);
        assertThat(found()).isEmpty();

        clock.advance(Duration.ofMinutes(14));
        see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2.1"); // the first have left the window
        detector().detect();
        assertThat(found()).isEmpty();

        for (int i = 0; i < 9; i++) {
            see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2." + i);
        }
        see(SecurityEvent.LOGIN_FAILED, "carl", "198.51.100.1");
        detector().detect();
        assertThat(found()).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("failed-logins");
            assertThat(one.subject()).isEqualTo("bob");
            assertThat(one.events()).isGreaterThanOrEqualTo(10);
            assertThat(incidents.events(one.id())).hasSize((int) one.events());
        });
    }

    @Test
    void relatedEventsJoinOneIncidentAndItIsToldOnce() throws SQLException {
        for (int i = 0; i < 5; i++) {
            see(SecurityEvent.KEY_MISUSED, "key-1", "192.0.2.66");
        }
        detector().detect();
        see(SecurityEvent.KEY_MISUSED, "key-1", "192.0.2.66");
        see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2.66"); // another kind, from the same address
        see(SecurityEvent.TENANT_VIOLATION, "key-1", "198.51.100.7"); // of the same key, from elsewhere
        detector().detect();

        assertThat(found()).singleElement().satisfies(one -> {
            assertThat(one.events()).isEqualTo(8);
            assertThat(incidents.events(one.id()))
                    .extracting(SecurityIncidents.Event::kind)
                    .contains("login.failed", "tenant.violation");
        });
        assertThat(ask(
                        database.superuser(),
                        "select event || ' ' || severity from tenancy.alert_raised where tenant_id = '" + tenant.id()
                                + "' and event like 'security.%'"))
                .containsExactly("security.incident CRITICAL");

        clock.advance(Duration.ofHours(1));
        see(SecurityEvent.TENANT_VIOLATION, "key-1", "192.0.2.66");
        detector().detect();
        assertThat(found()).hasSize(2);
    }

    @Test
    void anActionIsTakenOnceAndUndoneWhenItsTimeIsOver() throws SQLException {
        DetectionRule rule = DetectionRule.defaults().get(0).acting("lock-account", Duration.ofMinutes(10));
        for (int i = 0; i < 12; i++) {
            see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2.1");
        }
        detector(rule).detect();
        detector(rule).detect();
        assertThat(done).containsExactly("lock bob");
        assertThat(found().get(0).actionState()).isEqualTo("TAKEN");

        clock.advance(Duration.ofMinutes(10));
        detector(rule).detect();
        detector(rule).detect();
        assertThat(done).containsExactly("lock bob", "unlock bob");
        assertThat(found().get(0).actionState()).isEqualTo("UNDONE");
    }

    @Test
    void anotherTenantsEventsCountForItself() throws SQLException {
        for (int i = 0; i < 9; i++) {
            see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2.1");
        }
        Tenant first = tenant;
        tenant();
        see(SecurityEvent.LOGIN_FAILED, "bob", "192.0.2.1");
        detector().detect();
        assertThat(found()).isEmpty();
        assertThat(incidents.list(first.id().value(), 10)).isEmpty();
    }

    @Test
    void aRowOfAnotherTenantThatIsRefusedIsAnIncident() throws Exception {
        Tenant other = tenant;
        tenant();
        try (JdbcTenancy tenancy = JdbcTenancy.builder()
                        .app(database.app())
                        .worker(database.as(TenancyRole.WORKER))
                        .clock(clock)
                        .build();
                TenantScope scope = TenantContext.bind(tenant)) {
            assertThatExceptionOfType(TenantViolationException.class)
                    .isThrownBy(() -> tenancy.useTransaction(tx -> tx.dsl()
                            .execute(
                                    "insert into tenancy.audit_pending (tenant_id, id, at, action, outcome, actor)"
                                            + " values (?, ?, '2026-03-01T10:00:00Z', 'a.b', 'SUCCESS', 'x')",
                                    other.id().value(),
                                    UUID.randomUUID())));
            String account = "bob";
            String address = "192.0.2.9";
            // snippet: record
            tenancy.security().record(new SecurityEvent(SecurityEvent.LOGIN_FAILED, account, address));
            // end
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (found().isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        }
        assertThat(found()).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("cross-tenant");
            assertThat(one.subject()).isEqualTo("system");
        });
    }

    @Test
    void theApplicationReadsNoEventAndNoIncident() {
        for (String table : List.of("security_event", "security_incident")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> runAs(database.app(), tenant.id().value(), "select * from tenancy." + table))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void aRuleThatNamesNoActionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector(DetectionRule.defaults().get(0).acting("explode", Duration.ofMinutes(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> new SecurityEvent("Login failed", "x", null));
    }
}
