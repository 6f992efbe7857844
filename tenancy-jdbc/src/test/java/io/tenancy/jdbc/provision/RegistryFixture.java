package io.tenancy.jdbc.provision;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A registry in a database of its own, with a clock that stands still. */
abstract class RegistryFixture {
    static final Attribution OPS = new Attribution("ops:anna", "ticket 42");
    static TenancyDatabase database;
    static SettableClock clock;
    static TenantRegistry registry;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00.123456Z"));
        registry = TenantRegistry.over(database.admin(), clock);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    static Tenant tenant(String key) {
        return registry.create(TenantKey.of(key), "Practice " + key, OPS);
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
