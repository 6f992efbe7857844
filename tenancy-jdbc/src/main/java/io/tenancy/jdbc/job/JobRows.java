package io.tenancy.jdbc.job;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TenantRows;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is remembered of jobs, over the worker connection. */
final class JobRows {
    private static final String COLUMNS = "id, job, outcome, started_at, finished_at, done, failed, note";

    private final DataSource worker;

    JobRows(DataSource worker) {
        this.worker = worker;
    }

    /** Begins a run, unless another one goes on; one that did not report back for longer than the lease is lost. */
    Optional<JobRun> begin(UUID id, String job, Instant now, Duration lease) {
        return Jdbc.inTransaction(worker, "begin job " + job, connection -> {
            Jdbc.run(
                    connection,
                    "update tenancy.job_run set outcome = 'LOST', finished_at = ? where job = ? and outcome = 'RUNNING' and leased_until <= ?",
                    utc(now),
                    job,
                    utc(now));
            int begun = Jdbc.run(
                    connection,
                    "insert into tenancy.job_run (id, job, outcome, started_at, leased_until, done, failed)"
                            + " values (?, ?, 'RUNNING', ?, ?, 0, 0) on conflict (job) where outcome = 'RUNNING' do nothing",
                    id,
                    job,
                    utc(now),
                    utc(now.plus(lease)));
            return begun == 0 ? Optional.empty() : Optional.of(read(connection, id));
        });
    }

    JobRun end(UUID id, JobRun.Outcome outcome, JobReport report, Instant now) {
        String note = report.note();
        return Jdbc.inTransaction(worker, "end a job", connection -> {
            Jdbc.run(
                    connection,
                    "update tenancy.job_run set outcome = ?, finished_at = ?, done = ?, failed = ?, note = nullif(?, '') where id = ?",
                    outcome.name(),
                    utc(now),
                    report.done(),
                    report.failed(),
                    note.length() <= 500 ? note : note.substring(0, 500),
                    id);
            return read(connection, id);
        });
    }

    List<JobStatus> status() {
        return Jdbc.inTransaction(
                worker,
                "look at jobs",
                connection -> Jdbc.list(
                        connection,
                        "select coalesce(s.task_name, r.job) as name, s.execution_time, r.* from (select distinct on (job) "
                                + COLUMNS
                                + " from tenancy.job_run order by job, started_at desc, id desc) r"
                                + " full join (select task_name, min(execution_time) as execution_time from tenancy.scheduled_task"
                                + " group by task_name) s on s.task_name = r.job order by 1",
                        row -> new JobStatus(
                                row.getString("name"),
                                row.getObject("id") == null ? null : run(row),
                                instant(row.getObject("execution_time", OffsetDateTime.class)))));
    }

    List<JobRun> runs(String job, int limit) {
        return Jdbc.inTransaction(
                worker,
                "list runs of a job",
                connection -> Jdbc.list(
                        connection,
                        "select " + COLUMNS
                                + " from tenancy.job_run where job = ? order by started_at desc, id desc limit ?",
                        JobRows::run,
                        job,
                        limit));
    }

    /** The next active tenants by number: a page, so that tens of thousands do not have to be in memory. */
    List<Tenant> activeAfter(long number, int limit) {
        return Jdbc.inTransaction(
                worker,
                "list active tenants",
                connection -> Jdbc.list(
                        connection,
                        "select " + TenantRows.COLUMNS
                                + " from tenancy.tenant t where t.status = 'ACTIVE' and t.number > ? order by t.number limit ?",
                        TenantRows::read,
                        number,
                        limit));
    }

    private static JobRun read(Connection connection, UUID id) throws SQLException {
        return Jdbc.first(connection, "select " + COLUMNS + " from tenancy.job_run where id = ?", JobRows::run, id)
                .orElseThrow();
    }

    private static JobRun run(ResultSet row) throws SQLException {
        return new JobRun(
                row.getObject("id", UUID.class),
                row.getString("job"),
                JobRun.Outcome.valueOf(row.getString("outcome")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getLong("done"),
                row.getLong("failed"),
                row.getString("note"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
