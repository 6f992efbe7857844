package io.tenancy.jdbc.usage;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Reservation;
import io.tenancy.jdbc.job.Job;
import io.tenancy.jdbc.job.JobRun;
import io.tenancy.jdbc.job.JobRunner;
import io.tenancy.jdbc.job.StandardJobs;
import io.tenancy.jdbc.job.UsageNotice;
import io.tenancy.jdbc.metering.PeriodUsage;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What jobs do with usage. */
class UsageJobsTest extends UsageFixture {
    private static final Duration DAY = Duration.ofDays(1);

    private static JobRun run(Job job) {
        JobRunner runner = JobRunner.builder(database.as(TenancyRole.WORKER), clock)
                .job(job)
                .build();
        return runner.run(job.name(), OPS);
    }

    private static List<String> left(Tenant tenant, String table) throws Exception {
        return ask(
                database.superuser(),
                "select count(*) from tenancy." + table + " where tenant_id = '" + tenant.id() + "'");
    }

    @Test
    void keysAndReservationsAreForgottenWhenTheyAreOverAndNotBefore() throws Exception {
        DataSource worker = database.as(TenancyRole.WORKER);
        Tenant tenant = tenant("tidied");
        Reservation lasting;
        try (TenantScope scope = TenantContext.bind(tenant)) {
            tenancy.quotas().consume("appointments", 1, "once");
            tenancy.quotas().consume("sms", 1);
            tenancy.quotas().commit(tenancy.quotas().reserve("appointments", 2, Duration.ofMinutes(1)));
            var forgotten = tenancy.quotas().reserve("appointments", 3, Duration.ofMinutes(1));
            lasting = tenancy.quotas().reserve("sms", 4, Duration.ofDays(20));
        }
        assertThat(run(StandardJobs.cleanUpUsage(worker)).done()).isZero();

        clock.advance(DAY.multipliedBy(2));
        assertThat(run(StandardJobs.cleanUpUsage(worker)).done())
                .as("one committed, one expired, one counter that named it")
                .isEqualTo(3);
        assertThat(left(tenant, "usage_reservation")).containsExactly("1");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            assertThat(tenancy.quotas().consume("appointments", 1, "once").isDuplicate())
                    .isTrue();
            assertThat(tenancy.quotas().consume("appointments", 7).used()).isEqualTo(10);
            assertThat(tenancy.quotas().tryConsume("sms", 6).isAllowed()).isFalse();
            assertThat(tenancy.quotas().commit(lasting).used()).isEqualTo(5);
        }

        clock.advance(DAY.multipliedBy(29));
        assertThat(run(StandardJobs.cleanUpUsage(worker)).outcome()).isEqualTo(JobRun.Outcome.OK);
        assertThat(left(tenant, "usage_key")).containsExactly("0");
        assertThat(left(tenant, "usage_reservation")).containsExactly("0");
        assertThat(ask(
                        database.superuser(),
                        "select sum(used) || '|' || sum(reserved) from tenancy.usage_counter where tenant_id = '"
                                + tenant.id() + "'"))
                .as("what was used stays")
                .containsExactly("15|0");
    }

    @Test
    void theReportTellsEachTenantAndGoesOnWhereTellingFails() {
        List<String> names = List.of("quiet", "near", "beyond");
        Tenant quiet = tenant(names.get(0));
        Tenant near = tenant(names.get(1));
        Tenant beyond = tenant(names.get(2));
        TenantContext.run(as(quiet), () -> tenancy.quotas().consume("sms", 1));
        TenantContext.run(as(near), () -> tenancy.quotas().consume("sms", 8));
        TenantContext.run(as(beyond), () -> tenancy.quotas().consume("soft_sms", 11));
        List<PeriodUsage> told = new ArrayList<>();
        UsageNotice notice = (tenant, periods) -> {
            if (tenant.equals(near.key())) {
                throw new IllegalStateException("no mail today");
            }
            if (names.contains(tenant.value())) {
                told.addAll(periods);
            }
        };
        JobRun report = run(StandardJobs.usageReport(database.admin(), clock, notice));
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.note()).contains("2 at 80 % of a limit or more, 1 over one");
        assertThat(told)
                .extracting(period ->
                        period.tenant() + " " + period.meter() + " " + period.used() + " of " + period.limit())
                .containsExactly("beyond soft_sms 11 of 10", "quiet sms 1 of 10");
        clock.advance(DAY.multipliedBy(70));
        assertThat(run(StandardJobs.usageReport(database.admin(), clock, UsageNotice.NONE))
                        .done())
                .as("months that are over")
                .isZero();
    }
}
