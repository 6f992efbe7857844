package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.job.JobRun;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show the last runs of a job.")
@Mark(Mark.Effect.READ_ONLY)
final class JobsStatusCommand extends JobsVerb {
    @Parameters(paramLabel = "NAME", description = "The job, as in: tenancyctl jobs list.")
    private String name = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many runs (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int limit;

    JobsStatusCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > 1_000) {
            throw CommandException.usage("--limit is 1 to 1000", "Give a smaller number");
        }
        List<JobRun> runs = runner().runs(name, limit);
        session()
                .console()
                .print(Document.list(runs.stream().map(JobsVerb::tree).toList(), page -> {
                    if (!runs.isEmpty()) {
                        Table table = Table.of("STARTED", "FINISHED", "OUTCOME", "DONE", "FAILED", "NOTE");
                        runs.forEach(run -> table.row(
                                run.startedAt(),
                                run.finishedAt(),
                                run.outcome(),
                                run.done(),
                                run.failed(),
                                run.note()));
                        page.table(table);
                    }
                }));
        if (runs.isEmpty()) {
            session().console().note("Job " + name + " has not run in the last 90 days");
        }
        return OK;
    }
}
