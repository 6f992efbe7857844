package io.tenancy.jdbc.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on their schedules, over the worker connection. Any number of nodes may have one: a job runs on one of them at a time, and
 * what a node that died was running is taken over.
 *
 * <pre>{@code
 * try (JobRunner jobs = JobRunner.builder(worker, clock).job(tidy).tenantJob("reminders", "..", schedule, reminders).build()) {
 *     jobs.start();
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing waits for what runs.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    /** For how long a run may be silent before another one may begin. */
    private static final Duration LEASE = Duration.ofHours(2);

    private static final int PAGE = 500;

    private final Map<String, Job> jobs;
    private final JobRows rows;
    private final DataSource worker;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private @Nullable Scheduler scheduler;

    private JobRunner(Builder builder) {
        this.worker = builder.worker;
        this.clock = builder.clock;
        this.rows = new JobRows(worker);
        this.ids = new TimeOrderedIds(clock);
        Map<String, Job> all = new LinkedHashMap<>(builder.jobs);
        builder.tenantJobs.forEach((name, job) -> all.put(
                name, Job.of(name, job.description, job.schedule, context -> forEachTenant(name, job.work, context))));
        this.jobs = Map.copyOf(all);
    }

    /**
     * Starts a runner.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock stamps the runs; when a job is due the machine's clock decides
     * @return a builder
     */
    public static Builder builder(DataSource worker, Clock clock) {
        return new Builder(worker, clock);
    }

    /**
     * The jobs it knows.
     *
     * @return by name
     */
    public List<Job> jobs() {
        return jobs.values().stream()
                .sorted(java.util.Comparator.comparing(Job::name))
                .toList();
    }

    /** Runs what is due from now on, on threads of its own. A second call does nothing. */
    public synchronized void start() {
        if (scheduler == null) {
            List<RecurringTask<Void>> tasks = jobs.values().stream()
                    .map(job -> Tasks.recurring(job.name(), job.schedule().schedule())
                            .execute((instance, context) -> runOnSchedule(job)))
                    .toList();
            scheduler = Scheduler.create(worker)
                    .tableName("tenancy.scheduled_task")
                    .startTasks(tasks)
                    .threads(Math.max(1, Math.min(4, tasks.size())))
                    .build();
            scheduler.start();
        }
    }

    private void runOnSchedule(Job job) {
        try {
            JobRun run = run(job.name(), new Attribution("job:" + job.name(), "On schedule"));
            LOG.info("Job {}: {}, {} done, {} failed", run.job(), run.outcome(), run.done(), run.failed());
        } catch (TenancyException e) {
            if (e.code() != ErrorCode.BUSY) {
                throw e;
            }
            LOG.info("Job {} runs somewhere else already", job.name());
        }
    }

    /**
     * Runs a job now, on this thread.
     *
     * @param name the job
     * @param by who wants it, and why
     * @return how it ended; a job that fails is no exception
     * @throws TenancyException with {@link ErrorCode#JOB_NOT_FOUND} if there is no such job, with {@link ErrorCode#BUSY} if it runs
     *     already
     */
    @CanIgnoreReturnValue
    public JobRun run(String name, Attribution by) {
        Job job = jobs.get(name);
        if (job == null) {
            throw new TenancyException(
                    ErrorCode.JOB_NOT_FOUND,
                    "There is no job " + name,
                    "Known are " + jobs().stream().map(Job::name).toList(),
                    Map.of("job", name),
                    null);
        }
        JobRun begun = rows.begin(ids.next(), name, now(), LEASE)
                .orElseThrow(() -> new TenancyException(
                        ErrorCode.BUSY,
                        "Job " + name + " runs already",
                        "Wait for its end: tenancyctl jobs status " + name,
                        Map.of("job", name),
                        null));
        JobReport report;
        JobRun.Outcome outcome;
        try {
            report = job.work().run(new JobContext(begun.startedAt(), by));
            outcome = report.failed() == 0 ? JobRun.Outcome.OK : JobRun.Outcome.FAILED;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error("Job {} failed", name, e);
            report = new JobReport(0, 1, why(e));
            outcome = JobRun.Outcome.FAILED;
        }
        return rows.end(begun.id(), outcome, report, now());
    }

    private static String why(Exception e) {
        return e instanceof TenancyException ours
                ? ours.code().name()
                : e.getClass().getName();
    }

    private JobReport forEachTenant(String name, TenantJob work, JobContext context) {
        long done = 0;
        long failed = 0;
        String note = "";
        List<Tenant> page = rows.activeAfter(-1, PAGE);
        while (!page.isEmpty()) {
            for (Tenant tenant : page) {
                try (TenantScope scope = TenantContext.bind(tenant)) {
                    LOG.debug("Job {} for {}", name, scope);
                    work.run(tenant, context);
                    done++;
                } catch (Exception e) {
                    if (e instanceof InterruptedException
                            || Thread.currentThread().isInterrupted()) {
                        Thread.currentThread().interrupt();
                        return new JobReport(done, failed + 1, "interrupted at tenant " + tenant.key());
                    }
                    LOG.error("Job {} failed for tenant {}", name, tenant.key(), e);
                    failed++;
                    note = "last failure: tenant " + tenant.key() + ", " + why(e);
                }
            }
            page = rows.activeAfter(page.get(page.size() - 1).number(), PAGE);
        }
        return new JobReport(done, failed, note);
    }

    /**
     * How the jobs are doing, of all programs that share the database.
     *
     * @return one for each job that ever ran or is scheduled, by name
     */
    public List<JobStatus> status() {
        return rows.status();
    }

    /**
     * The last runs of a job.
     *
     * @param name the job
     * @param limit at most so many
     * @return newest first
     */
    public List<JobRun> runs(String name, int limit) {
        return rows.runs(name, limit);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public synchronized void close() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    private record PerTenant(String description, JobSchedule schedule, TenantJob work) {}

    /** Collects the jobs of a {@link JobRunner}. Not thread-safe. */
    public static final class Builder {
        private final DataSource worker;
        private final Clock clock;
        private final Map<String, Job> jobs = new LinkedHashMap<>();
        private final Map<String, PerTenant> tenantJobs = new LinkedHashMap<>();

        private Builder(DataSource worker, Clock clock) {
            this.worker = Objects.requireNonNull(worker, "worker");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * Adds a job.
         *
         * @param job the job
         * @return this
         * @throws IllegalArgumentException if there is one of this name
         */
        @CanIgnoreReturnValue
        public Builder job(Job job) {
            requireNew(job.name());
            jobs.put(job.name(), job);
            return this;
        }

        /**
         * Adds a job that is done for each active tenant.
         *
         * @param name its name
         * @param description one sentence for operators
         * @param schedule when
         * @param work what, inside the tenant
         * @return this
         * @throws IllegalArgumentException if there is one of this name
         */
        @CanIgnoreReturnValue
        public Builder tenantJob(String name, String description, JobSchedule schedule, TenantJob work) {
            requireNew(name);
            tenantJobs.put(name, new PerTenant(description, schedule, Objects.requireNonNull(work, "work")));
            return this;
        }

        private void requireNew(String name) {
            if (jobs.containsKey(name) || tenantJobs.containsKey(name)) {
                throw new IllegalArgumentException("There is a job " + name + " already");
            }
        }

        /**
         * Makes the runner; nothing runs before {@link JobRunner#start}.
         *
         * @return the runner
         */
        public JobRunner build() {
            return new JobRunner(this);
        }
    }
}
