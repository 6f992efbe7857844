package io.tenancy.jdbc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.entitlement.EndPolicy;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.job.Job;
import io.tenancy.jdbc.job.JobReport;
import io.tenancy.jdbc.job.JobRunner;
import io.tenancy.jdbc.job.JobSchedule;
import io.tenancy.jdbc.job.StandardJobs;
import io.tenancy.jdbc.job.TrialNotice;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The snippets of docs/jobs.md. */
class JobsTest {
    private final CountDownLatch tidied = new CountDownLatch(1);

    private long removeUploadsOlderThan(Instant time) {
        tidied.countDown();
        return 0;
    }

    @Test
    void runner() throws Exception {
        Clock clock = Clock.systemUTC();
        try (TenancyDatabase database = TenancyDatabase.create();
                JdbcTenancy tenancy = JdbcTenancy.builder().app(database.app()).build()) {
            DataSource worker = database.as(TenancyRole.WORKER);
            DataSource admin = database.admin();
            // snippet: runner
            JobRunner.Builder builder = JobRunner.builder(worker, clock)
                    .job(Job.of(
                            "tidy-uploads",
                            "Removes uploads that nobody finished",
                            JobSchedule.every(Duration.ofHours(1)),
                            run -> JobReport.of(removeUploadsOlderThan(run.now().minus(Duration.ofDays(1))))))
                    .tenantJob(
                            "close-month",
                            "Closes what is open in each practice",
                            JobSchedule.daily(LocalTime.of(2, 0), ZoneOffset.UTC),
                            (tenant, run) -> tenancy.dsl().execute("update invoice set open = false"));
            StandardJobs.all(worker, admin, clock, EndPolicy.parse("suspend"), TrialNotice.NONE)
                    .forEach(builder::job);
            try (JobRunner jobs = builder.build()) {
                jobs.start();
                // ... until the application ends
                // end
                assertThat(tidied.await(1, TimeUnit.MINUTES)).isTrue();
            }
        }
    }
}
