package io.tenancy.jdbc.job;

import io.tenancy.entitlement.EndPolicy;
import io.tenancy.jdbc.audit.AuditSealer;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.IsolationReport;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.jdbc.provision.DeletionProgress;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.Provisioner;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The jobs that every application needs, made from its connections. Stateless.
 *
 * <pre>{@code
 * JobRunner.Builder jobs = JobRunner.builder(worker, clock);
 * StandardJobs.all(worker, admin, clock, EndPolicy.parse("suspend"), TrialNotice.NONE).forEach(jobs::job);
 * }</pre>
 */
public final class StandardJobs {
    private StandardJobs() {}

    /**
     * All of them.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param admin connects as {@code tenancy_admin}
     * @param clock the clock for what is written
     * @param onTrialEnd what becomes of a tenant whose trial ends
     * @param notice is told of trials that end
     * @return the jobs
     */
    public static List<Job> all(
            DataSource worker, DataSource admin, Clock clock, EndPolicy onTrialEnd, TrialNotice notice) {
        return List.of(
                releaseUnpaidKeys(admin, clock),
                purgeCancelled(worker, admin, clock),
                trialEnds(worker, admin, clock, onTrialEnd, notice),
                auditIsolation(worker),
                cleanUp(worker),
                cleanUpUsage(worker),
                usageReport(admin, clock, UsageNotice.NONE));
    }

    /**
     * Gives free the keys that nobody paid for within 24 hours.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock the clock
     * @return the job {@code release-unpaid-keys}
     */
    public static Job releaseUnpaidKeys(DataSource admin, Clock clock) {
        Provisioner provisioner = Provisioner.builder(admin, clock).build();
        return Job.of(
                "release-unpaid-keys",
                "Gives free the keys that nobody paid for within 24 hours",
                JobSchedule.every(Duration.ofMinutes(15)),
                context -> JobReport.of(provisioner.releaseUnpaid(context.by()).size()));
    }

    /**
     * Deletes the rows of cancelled tenants whose retention is over, and goes on with interrupted deletions.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param admin connects as {@code tenancy_admin}
     * @param clock the clock
     * @return the job {@code purge-cancelled}
     */
    public static Job purgeCancelled(DataSource worker, DataSource admin, Clock clock) {
        TenantRegistry registry = TenantRegistry.over(admin, clock);
        return Job.of(
                "purge-cancelled",
                "Deletes the rows of cancelled tenants whose retention is over",
                JobSchedule.every(Duration.ofHours(1)),
                context -> {
                    List<TenantId> due = Jdbc.inTransaction(
                            worker,
                            "look for tenants to delete",
                            connection -> Jdbc.list(
                                    connection,
                                    "select id from tenancy.tenant where status = 'DELETING'"
                                            + " or status = 'CANCELLED' and purge_at <= ? order by purge_at nulls first, id",
                                    row -> TenantId.of(row.getObject(1, UUID.class)),
                                    context.now().atOffset(ZoneOffset.UTC)));
                    long rows = 0;
                    for (TenantId tenant : due) {
                        rows += registry.delete(tenant, context.by(), DeletionProgress.SILENT)
                                .total();
                    }
                    return JobReport.of(due.size()).withNote(rows + " rows removed");
                });
    }

    /**
     * Sends notices of trials that end, and ends them.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param admin connects as {@code tenancy_admin}
     * @param clock the clock
     * @param policy what becomes of the tenant
     * @param notice is told three days and one day before, and at the end
     * @return the job {@code trial-ends}
     */
    public static Job trialEnds(
            DataSource worker, DataSource admin, Clock clock, EndPolicy policy, TrialNotice notice) {
        TrialEnds trials = new TrialEnds(
                worker, TenantRegistry.over(admin, clock), PlanRegistry.over(admin, clock), policy, notice);
        return Job.of(
                "trial-ends",
                "Gives notice of trials that end, and ends them: " + policy,
                JobSchedule.every(Duration.ofMinutes(10)),
                trials::run);
    }

    /**
     * Audits the isolation of all tables. An error is a failed run.
     *
     * @param worker connects as any role of Tenancy
     * @return the job {@code audit-isolation}
     */
    public static Job auditIsolation(DataSource worker) {
        return Job.of(
                "audit-isolation",
                "Looks for tables that let one tenant reach another's rows",
                JobSchedule.daily(LocalTime.of(3, 30), ZoneOffset.UTC),
                context -> {
                    IsolationReport report =
                            IsolationAudit.builder(worker).build().run();
                    List<Finding> errors = report.findings().stream()
                            .filter(finding -> finding.severity() == Severity.ERROR)
                            .toList();
                    return new JobReport(
                            report.tables().size(),
                            errors.size(),
                            errors.isEmpty()
                                    ? ""
                                    : errors.get(0).rule() + " at "
                                            + errors.get(0).object() + "; tenancyctl check tells all");
                });
    }

    /**
     * Removes events of the audit log whose time is over, from the beginning of every chain; what is left is verified as before. Not among
     * {@link #all}: how long they are to be kept nobody but the application knows.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock the clock
     * @param kept how long an event is kept
     * @return the job {@code audit-retention}
     */
    public static Job auditRetention(DataSource worker, Clock clock, Duration kept) {
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("audit events are kept for a day or more, not " + kept);
        }
        return Job.of(
                "audit-retention",
                "Removes events of the audit log that are older than " + kept.toDays() + " days",
                JobSchedule.daily(LocalTime.of(4, 30), ZoneOffset.UTC),
                context -> JobReport.of(AuditSealer.over(worker, clock).remove(kept)));
    }

    /**
     * Removes what is over: runs of jobs, notices, observations, alerts, security events and incidents older than 90 days, attempts to sign
     * in and mailed links that lead nowhere any more.
     *
     * @param worker connects as {@code tenancy_worker}
     * @return the job {@code clean-up}
     */
    public static Job cleanUp(DataSource worker) {
        return Job.of(
                "clean-up",
                "Removes what is over: runs of jobs, notices, observations, alerts, incidents, links",
                JobSchedule.daily(LocalTime.of(4, 0), ZoneOffset.UTC),
                new CleanUp(worker)::run);
    }

    /**
     * Forgets what was kept so that usage is counted once: idempotency keys that are older than 30 days, and reservations and blocks that
     * were over a day ago.
     *
     * @param worker connects as {@code tenancy_worker}
     * @return the job {@code clean-up-usage}
     */
    public static Job cleanUpUsage(DataSource worker) {
        return Job.of(
                "clean-up-usage",
                "Forgets idempotency keys after 30 days, and reservations that are over",
                JobSchedule.every(Duration.ofHours(1)),
                context -> JobReport.of(UsageCleanUp.run(worker, context.now())));
    }

    /**
     * Tells, once a week, what each tenant used in the periods that reach into the last seven days; the run's note says how many are near
     * a limit or over one.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock the clock
     * @param notice is told of each tenant that used something
     * @return the job {@code usage-report}
     */
    public static Job usageReport(DataSource admin, Clock clock, UsageNotice notice) {
        UsageWeek week = new UsageWeek(UsageRegistry.over(admin, clock), notice);
        return Job.of(
                "usage-report",
                "Tells what each tenant uses, and who is near a limit",
                JobSchedule.every(Duration.ofDays(7)),
                week::run);
    }
}
