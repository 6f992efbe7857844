package io.tenancy.jdbc.audit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A control plane of its own, and a fresh tenant for who asks. */
abstract class AuditFixture {
    static final Attribution OPS = new Attribution("ops:anna", "ticket 42");
    private static final AtomicInteger TENANTS = new AtomicInteger();

    static TenancyDatabase database;
    static SettableClock clock;
    static TenantRegistry registry;
    static AuditTrail trail;
    static AuditSealer sealer;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00.123456Z"));
        registry = TenantRegistry.over(database.admin(), clock);
        trail = AuditTrail.over(database.admin());
        sealer = AuditSealer.over(database.as(TenancyRole.WORKER), clock);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** Its chain has three events: that it was made, and that it moved on twice. */
    static Tenant tenant() {
        int number = TENANTS.incrementAndGet();
        return registry.create(TenantKey.of("t" + number), "Practice " + number, OPS);
    }

    static AuditVerification verify(Tenant tenant) {
        return trail.verify(AuditChain.of(tenant.id()), null);
    }

    /** Says something as the application does. */
    static String say(String action, String outcome) {
        return "insert into tenancy.audit_pending (id, at, action, outcome, actor, resource_type, resource_id, details)"
                + " values (gen_random_uuid(), '2026-03-01T10:00:00.5Z', '" + action + "', '" + outcome
                + "', 'anna', 'invoice', '4711', '{\"amountMinor\": 4900, \"currency\": \"EUR\", \"paid\": false}')";
    }

    /** Says so many things, each in a transaction of its own. */
    static void say(Tenant tenant, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            TenancyDatabase.runAs(database.app(), tenant.id().value(), say("invoice.void", "SUCCESS"));
        }
    }

    /** Goes round every trigger, as only a superuser can. */
    static void tamper(String... statements) throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    interface Attempt {
        void make() throws SQLException;
    }

    static void refused(String sqlState, Attempt attempt) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(attempt::make)
                .extracting(SQLException::getSQLState)
                .isEqualTo(sqlState);
    }
}
