package io.tenancy.jdbc.job;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.EndPolicy;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.Provisioner;
import io.tenancy.jdbc.provision.ProvisioningRequest;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs run on one node at a time, inside tenants, and tell how it went. */
class JobRunnerTest {
    private static final Attribution OPS = new Attribution("ops:anna", "by hand");
    private static final JobSchedule NEVER_SOON = JobSchedule.daily(LocalTime.NOON, ZoneOffset.UTC);

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private TenancyDatabase database;
    private DataSource worker;
    private TenantRegistry registry;

    @BeforeEach
    void open() {
        database = TenancyDatabase.create();
        worker = database.as(TenancyRole.WORKER);
        registry = TenantRegistry.over(database.admin(), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Tenant tenant(String key) {
        return registry.create(TenantKey.of(key), key, OPS);
    }

    private JobRunner runner(Job... jobs) {
        JobRunner.Builder builder = JobRunner.builder(worker, clock);
        for (Job job : jobs) {
            builder.job(job);
        }
        return builder.build();
    }

    private static Job job(String name, Job.Work work) {
        return Job.of(name, "For the test", NEVER_SOON, work);
    }

    @Test
    void tellsHowARunWent() {
        JobRunner runner =
                runner(job("fine", context -> JobReport.of(3).withNote("three things")), job("broken", context -> {
                    throw new IOException("a row's content");
                }));

        JobRun fine = runner.run("fine", OPS);
        assertThat(fine.outcome()).isEqualTo(JobRun.Outcome.OK);
        assertThat(fine.done()).isEqualTo(3);
        assertThat(fine.note()).isEqualTo("three things");
        JobRun broken = runner.run("broken", OPS);
        assertThat(broken.outcome()).isEqualTo(JobRun.Outcome.FAILED);
        assertThat(broken.note()).isEqualTo("java.io.IOException");
        assertThat(runner.status()).extracting(JobStatus::last).containsExactly(broken, fine);
        assertThat(runner.runs("fine", 10)).containsExactly(fine);
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> runner.run("unknown", OPS))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.JOB_NOT_FOUND));
        assertThatIllegalArgumentException().isThrownBy(() -> runner(job("Not A Name", context -> JobReport.of(0))));
    }

    @Test
    void runsForEachActiveTenantInsideItsScope() throws Exception {
        run(
                database.migrator(),
                "create table seen (tenant_id uuid default current_setting('tenancy.tenant_id')::uuid, at timestamptz,"
                        + " primary key (tenant_id)); select tenancy.isolate('seen')");
        Tenant ann = tenant("ann");
        Tenant bob = tenant("bob");
        Tenant gone = tenant("gone");
        registry.suspend(gone.id(), OPS);
        TenantDataSource app = TenantDataSource.wrap(database.app());
        List<String> visited = new ArrayList<>();
        JobRunner runner = JobRunner.builder(worker, clock)
                .tenantJob("visit", "Visits", NEVER_SOON, (tenant, context) -> {
                    visited.add(TenantContext.required().tenant().key().value());
                    run(app, "insert into seen (at) values ('" + context.now() + "')");
                    if (tenant.equals(ann)) {
                        throw new IllegalStateException();
                    }
                })
                .build();

        JobRun done = runner.run("visit", OPS);

        assertThat(visited).containsExactly("ann", "bob");
        assertThat(done.outcome()).isEqualTo(JobRun.Outcome.FAILED);
        assertThat(done.done()).isEqualTo(1);
        assertThat(done.failed()).isEqualTo(1);
        assertThat(done.note()).contains("ann").contains("IllegalStateException");
        assertThat(TenantContext.current()).isNull();
        assertThat(ask(database.admin(), "select tenant_id::text from seen order by 1"))
                .containsExactlyInAnyOrder(ann.id().toString(), bob.id().toString());
    }

    @Test
    void runsOnOneNodeAtATimeAndTakesOverFromTheDead() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Job slow = job("slow", context -> {
            begun.countDown();
            assertThat(go.await(1, TimeUnit.MINUTES)).isTrue();
            return JobReport.of(1);
        });
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            var running = other.submit(() -> runner(slow).run("slow", OPS));
            begun.await();
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> runner(slow).run("slow", OPS))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
            go.countDown();
            assertThat(running.get().outcome()).isEqualTo(JobRun.Outcome.OK);
        } finally {
            other.shutdownNow();
        }

        run(
                database.admin(),
                "insert into tenancy.job_run (id, job, outcome, started_at, leased_until, done, failed)"
                        + " values (gen_random_uuid(), 'slow', 'RUNNING', '2026-03-01T08:00:00Z', '2026-03-01T10:00:00Z', 0, 0)");
        JobRunner survivor = runner(job("slow", context -> JobReport.of(0)));
        assertThat(survivor.run("slow", OPS).outcome()).isEqualTo(JobRun.Outcome.OK);
        assertThat(survivor.runs("slow", 10))
                .extracting(JobRun::outcome)
                .containsExactlyInAnyOrder(JobRun.Outcome.OK, JobRun.Outcome.OK, JobRun.Outcome.LOST);
    }

    @Test
    void startedRunnersRunADueJobOnOneOfThem() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Job soon = Job.of("soon", "Due at once", JobSchedule.every(Duration.ofHours(1)), context -> {
            ran.countDown();
            return JobReport.of(1);
        });
        try (JobRunner one = runner(soon);
                JobRunner other = runner(soon)) {
            one.start();
            other.start();
            assertThat(ran.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(runner(soon).runs("soon", 10)).hasSize(1);
        assertThat(runner(soon).status().get(0).nextAt()).isNotNull();
    }

    @Test
    void trialsEndAfterTheirNotices() {
        Map<String, TenantStatus> statuses = new java.util.TreeMap<>();
        PlanRegistry plans = PlanRegistry.over(database.admin(), clock);
        Plan starter =
                new Plan("starter", 1, "Starter", Plan.Kind.BASE, List.of(), new Plan.Terms(14, 7, false), Map.of());
        Plan free = new Plan("free", 1, "Free", Plan.Kind.BASE, List.of(), Plan.Terms.PLAIN, Map.of());
        plans.publish(List.of(starter, free), OPS);
        List<String> notices = new ArrayList<>();
        for (String policy : List.of("suspend", "restrict", "plan:free")) {
            Tenant tenant = tenant("trial-" + policy.replace(":", "-"));
            Instant end = clock.instant().plus(Duration.ofDays(14));
            plans.assign(tenant.id(), "starter", null, end, OPS);
            notices.clear();
            JobRunner runner = runner(StandardJobs.trialEnds(
                    worker,
                    database.admin(),
                    clock,
                    EndPolicy.parse(policy),
                    (whose, days, at) -> notices.add(whose.equals(tenant.id()) && at.equals(end) ? days + "" : "?")));
            for (int day = 0; day < 16; day++) {
                var once = runner.run("trial-ends", OPS);
                var twice = runner.run("trial-ends", OPS);
                assertThat(once.outcome()).isEqualTo(twice.outcome()).isEqualTo(JobRun.Outcome.OK);
                clock.advance(Duration.ofDays(1));
            }
            assertThat(notices).containsExactly("3", "1", "0");
            statuses.put(policy, registry.show(tenant.id()).tenant().status());
            assertThat(plans.holding(tenant.id()).toString())
                    .contains(
                            switch (policy) {
                                case "suspend" -> "starter";
                                case "plan:free" -> "free";
                                default -> "Holding";
                            });
        }
        assertThat(statuses)
                .containsEntry("suspend", TenantStatus.SUSPENDED)
                .containsEntry("restrict", TenantStatus.ACTIVE)
                .containsEntry("plan:free", TenantStatus.ACTIVE);
    }

    @Test
    void standardJobsDoTheirWork() {
        Tenant cancelled = tenant("leaving");
        registry.cancel(cancelled.id(), Duration.ofDays(30), OPS);
        Tenant unpaid = Provisioner.builder(database.admin(), clock)
                .build()
                .reserve(ProvisioningRequest.of(TenantKey.of("unpaid"), "Unpaid"), OPS)
                .tenant();
        JobRunner runner =
                runner(StandardJobs.all(worker, database.admin(), clock, EndPolicy.parse("suspend"), TrialNotice.NONE)
                        .toArray(Job[]::new));
        for (Job job : runner.jobs()) {
            assertThat(runner.run(job.name(), OPS).outcome()).as(job.name()).isEqualTo(JobRun.Outcome.OK);
        }
        assertThat(registry.show(cancelled.id()).tenant().status()).isEqualTo(TenantStatus.CANCELLED);
        assertThat(registry.show(unpaid.id()).tenant().status()).isEqualTo(TenantStatus.PENDING);

        clock.advance(Duration.ofDays(31));
        assertThat(runner.run("purge-cancelled", OPS).done()).isEqualTo(1);
        assertThat(runner.run("release-unpaid-keys", OPS).done()).isEqualTo(1);
        assertThat(registry.show(cancelled.id()).tenant().status()).isEqualTo(TenantStatus.DELETED);
        assertThat(registry.show(unpaid.id()).tenant().status()).isEqualTo(TenantStatus.DELETED);
    }

    @Test
    void whatIsOverGoesAndWhatIsNotStays() throws Exception {
        Tenant tenant = tenant("tidy");
        JobRunner runner = runner(StandardJobs.cleanUp(worker));
        for (int day : new int[] {100, 1}) {
            String at = "'" + clock.instant().minus(Duration.ofDays(day)) + "'::timestamptz";
            String id = "'" + tenant.id() + "'";
            run(
                    database.superuser(),
                    "insert into tenancy.sign_in_attempt (name_hash, failures, failed_at) values (sha256('" + day
                            + "'), 1, " + at + ")",
                    "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                            + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true);"
                            + "insert into tenancy.account (id, email, name, created_at) values (gen_random_uuid(), 'a"
                            + day
                            + "@b.example', 'A', " + at + ")",
                    "insert into tenancy.account_link (token_hash, account_id, purpose, email, issued_at, expires_at)"
                            + " select sha256('" + day + "'), id, 'EMAIL', email, " + at + ", " + at
                            + " + interval '1 hour' from tenancy.account where email = 'a" + day + "@b.example'",
                    "insert into tenancy.observed_minute select " + id + ", " + at + ", 1, 0, 1, 1, '{1}', '{1}'",
                    "insert into tenancy.observed_error select " + id + ", (" + at + ")::date, 'other', 'x', '{}', 1, "
                            + at + ", " + at,
                    "insert into tenancy.security_event (tenant_id, id, at, kind, subject, looked_at) values (" + id
                            + ", gen_random_uuid(), " + at + ", 'a.b', 'x', " + at + ")",
                    "insert into tenancy.security_incident (id, tenant_id, rule, severity, subject, first_at, last_at,"
                            + " events, open_until) values (gen_random_uuid(), " + id + ", 'r', 'INFO', 'x', " + at
                            + ", "
                            + at + ", 1, " + at + ")",
                    "insert into tenancy.security_block values ('key', 'k" + day + "', " + id + ", gen_random_uuid(), "
                            + at + (day == 1 ? " + interval '2 days')" : ")"),
                    "insert into tenancy.alert_raised (tenant_id, id, at, event, severity, title) values (" + id
                            + ", gen_random_uuid(), " + at + ", 'a.b', 'INFO', 'x')");
        }
        List<String> tables = List.of(
                "sign_in_attempt",
                "account_link",
                "observed_minute",
                "observed_error",
                "security_event",
                "security_incident",
                "security_block");
        assertThat(runner.run("clean-up", OPS).done()).isGreaterThanOrEqualTo(tables.size() + 1);
        for (String table : tables) {
            assertThat(ask(database.superuser(), "select count(*) from tenancy." + table))
                    .as(table)
                    .containsExactly("1");
        }
        assertThat(ask(database.superuser(), "select count(*) from tenancy.alert_raised where event = 'a.b'"))
                .containsExactly("1");
    }

    @Test
    void eventsOfTheAuditLogGoWhenTheyWereKeptLongEnough() throws Exception {
        Tenant tenant = tenant("forgetful");
        JobRunner runner = runner(StandardJobs.auditRetention(worker, clock, Duration.ofDays(400)));
        assertThat(runner.run("audit-retention", OPS).done()).isZero();
        clock.advance(Duration.ofDays(401));
        registry.suspend(tenant.id(), OPS);
        assertThat(runner.run("audit-retention", OPS).done()).isPositive();
        assertThat(ask(
                        database.superuser(),
                        "select count(*) from tenancy.audit_event where tenant_id = '" + tenant.id()
                                + "' and action = 'tenant.create'"))
                .containsExactly("0");
    }

    @Test
    void tableThatIsOpenFailsTheAudit() throws Exception {
        run(
                database.migrator(),
                "create table open (tenant_id uuid, id int, primary key (tenant_id, id)); grant select on open to tenancy_app");
        JobRunner runner = runner(StandardJobs.auditIsolation(worker));
        JobRun audit = runner.run("audit-isolation", OPS);
        assertThat(audit.outcome()).isEqualTo(JobRun.Outcome.FAILED);
        assertThat(audit.note()).contains("open");
    }
}
