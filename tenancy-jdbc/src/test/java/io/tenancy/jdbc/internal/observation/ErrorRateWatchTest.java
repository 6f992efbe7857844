package io.tenancy.jdbc.internal.observation;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.internal.registry.Jdbc;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorRateWatchTest {
    private TenancyDatabase database;
    private SettableClock clock;

    @BeforeEach
    void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:30Z"));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private ErrorRateWatch watch() {
        return new ErrorRateWatch(database.as(TenancyRole.WORKER), ErrorRate.DEFAULT, clock);
    }

    private void served(String key, int requests, int errors) throws SQLException {
        Tenant tenant = TenantRegistry.over(database.admin(), clock)
                .create(TenantKey.of(key), key, new Attribution("ops:anna", "test"));
        ObservationBuffer buffer = new ObservationBuffer(100, 100);
        for (int i = 0; i < requests; i++) {
            buffer.add(tenant.id().value(), clock.instant(), 1000, i < errors, null);
        }
        boolean unused = Jdbc.transact(database.as(TenancyRole.WORKER), connection -> {
            ObservationWrites.write(connection, buffer.takeMinutes(), buffer.takeErrors());
            return true;
        });
    }

    private Iterable<String> raised() throws SQLException {
        return ask(
                database.superuser(),
                "select t.key || ' ' || r.event || ' ' || r.severity || ' ' || r.title from tenancy.alert_raised r"
                        + " join tenancy.tenant t on t.id = r.tenant_id where r.event like 'errors%' order by t.key");
    }

    @Test
    void tooManyErrorsRaiseOneAlertAMinuteHoweverManyNodesLook() throws SQLException {
        served("broken", 40, 12);
        served("limping", 100, 5);
        served("well", 100, 4);
        served("idle", 19, 19);
        clock.advance(Duration.ofMinutes(1));
        assertThat(watch().look()).isEqualTo(2);
        assertThat(watch().look()).isZero();
        assertThat(raised())
                .containsExactly(
                        "broken errors.rate CRITICAL 30 % of 40 requests failed in 5 minutes: tenancyctl stats errors",
                        "limping errors.rate WARNING 5 % of 100 requests failed in 5 minutes: tenancyctl stats errors");
        clock.advance(Duration.ofMinutes(1));
        assertThat(watch().look()).isEqualTo(2);
    }

    @Test
    void whatIsLongAgoCountsNoMore() throws SQLException {
        served("broken", 40, 40);
        clock.advance(Duration.ofMinutes(7));
        assertThat(watch().look()).isZero();
        assertThat(raised()).isEmpty();
    }
}
