package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.metering.GaugeDrift;
import io.tenancy.jdbc.metering.GaugeTable;
import io.tenancy.jdbc.metering.PeriodUsage;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsageRegistryTest extends UsageFixture {
    private static UsageRegistry usage;

    @BeforeAll
    static void count() throws SQLException {
        usage = UsageRegistry.over(database.admin(), clock);
        TenancyDatabase.run(database.migrator(), "select tenancy.meter('patient', 'patients')");
    }

    @Test
    void anOperatorSeesWhatTheTenantSees() {
        Tenant tenant = tenant("stands");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            tenancy.quotas().consume("appointments", 4);
            tenancy.quotas().consume("exports", 3);
            var kept = tenancy.quotas().reserve("appointments", 2, Duration.ofMinutes(1));
            assertThat(kept.amount()).isEqualTo(2);
            List<Consumption> stands = usage.stand(tenant.id(), METERS.all(), FEATURES, 0);
            assertThat(stands)
                    .isEqualTo(METERS.all().stream()
                            .map(meter -> tenancy.quotas().check(meter.key(), 0))
                            .toList());
            assertThat(stands.get(0).remaining()).hasValue(4);
        }
    }

    @Test
    void pastPeriodsStay() {
        Tenant tenant = tenant("history");
        Instant start = clock.instant();
        try (TenantScope scope = TenantContext.bind(tenant)) {
            tenancy.quotas().consume("appointments", 4);
            tenancy.quotas().consume("soft_sms", 13);
            clock.advance(Duration.ofDays(31));
            tenancy.quotas().consume("appointments", 5);
        } finally {
            clock.advance(Duration.ofDays(-31));
        }
        List<PeriodUsage> all = usage.periods(tenant.id(), null, start, start.plus(Duration.ofDays(60)));
        assertThat(all)
                .extracting(PeriodUsage::meter, PeriodUsage::used, PeriodUsage::overage, PeriodUsage::limit)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("appointments", 4L, 0L, Limit.of(10)),
                        org.assertj.core.api.Assertions.tuple("appointments", 5L, 0L, Limit.of(10)),
                        org.assertj.core.api.Assertions.tuple("soft_sms", 13L, 3L, Limit.of(10)));
        assertThat(usage.periods(
                        tenant.id(), "appointments", start.plus(Duration.ofDays(40)), start.plus(Duration.ofDays(50))))
                .singleElement()
                .satisfies(one -> assertThat(one.used()).isEqualTo(5));
    }

    @Test
    void aGaugeThatIsWrongIsFoundAndSetRight() throws SQLException {
        Tenant tenant = tenant("drifting");
        Tenant other = tenant("drifting-not");
        for (Tenant one : List.of(tenant, other)) {
            try (TenantScope scope = TenantContext.bind(one)) {
                int unused = tenancy.dsl().execute("insert into patient (id) select generate_series(1, 5)");
            }
        }
        assertThat(usage.gauges()).containsExactly(new GaugeTable("patients", "patient", null, "patients", true));
        assertThat(usage.verify("patients")).isEmpty();
        TenancyDatabase.run(
                database.superuser(),
                "set session_replication_role = replica; insert into patient (tenant_id, id) values ('" + tenant.id()
                        + "', 6), ('" + tenant.id() + "', 7); set session_replication_role = origin");
        assertThat(usage.verify("patients"))
                .containsExactly(new GaugeDrift(
                        "patients", tenant.id().value(), tenant.key().value(), 7, 5));
        assertThat(usage.repair("patients", OPS)).hasSize(1);
        assertThat(usage.verify("patients")).isEmpty();
        assertThat(usage.repair("patients", OPS)).isEmpty();
        assertThat(
                        TenancyDatabase.ask(
                                database.admin(),
                                "select count(*) from tenancy.registry_change where actor = 'ops:anna' and action = 'admin.transaction'"))
                .containsExactly("2");
    }
}
