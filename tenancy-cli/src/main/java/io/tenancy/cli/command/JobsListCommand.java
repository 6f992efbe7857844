package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.job.Job;
import io.tenancy.jdbc.job.JobRun;
import io.tenancy.jdbc.job.JobRunner;
import io.tenancy.jdbc.job.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the jobs: when they run, how they went last, when they are due.")
@Mark(Mark.Effect.READ_ONLY)
final class JobsListCommand extends JobsVerb {
    JobsListCommand(Session session) {
        super(session);
    }

    /** A job as listed: one of ours, or one that an application scheduled. */
    private record Listed(
            String name,
            @Nullable Job job,
            @Nullable JobRun last,
            @Nullable Instant nextAt) {}

    @Override
    public Integer call() {
        List<Listed> jobs = listed();
        session()
                .console()
                .print(Document.list(jobs.stream().map(JobsListCommand::tree).toList(), page -> {
                    Table table = Table.of("JOB", "SCHEDULE", "LAST RUN", "OUTCOME", "DONE", "FAILED", "DUE");
                    jobs.forEach(one -> table.row(
                            one.name(),
                            one.job() == null ? "by the application" : one.job().schedule(),
                            one.last() == null ? null : one.last().startedAt(),
                            one.last() == null ? null : one.last().outcome(),
                            one.last() == null ? null : one.last().done(),
                            one.last() == null ? null : one.last().failed(),
                            one.nextAt()));
                    page.table(table);
                }));
        if (jobs.stream().allMatch(one -> one.nextAt() == null)) {
            session()
                    .console()
                    .note("No program runs jobs on this database; start a JobRunner in the application,"
                            + " or run one now: tenancyctl jobs run NAME");
        }
        return OK;
    }

    private List<Listed> listed() {
        JobRunner runner = runner();
        Map<String, Listed> all = new TreeMap<>();
        runner.jobs().forEach(job -> all.put(job.name(), new Listed(job.name(), job, null, null)));
        for (JobStatus status : runner.status()) {
            Listed known = all.get(status.name());
            all.put(
                    status.name(),
                    new Listed(status.name(), known == null ? null : known.job(), status.last(), status.nextAt()));
        }
        return new ArrayList<>(all.values());
    }

    private static Map<String, @Nullable Object> tree(Listed one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", one.name());
        tree.put("description", one.job() == null ? null : one.job().description());
        tree.put("schedule", one.job() == null ? null : one.job().schedule().toString());
        tree.put("nextAt", one.nextAt());
        tree.put("last", one.last() == null ? null : JobsVerb.tree(one.last()));
        return tree;
    }
}
