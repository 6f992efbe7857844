package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.job.JobRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Run a job now, whether it is due or not. Exit code 1 if it fails.",
            "One that runs somewhere else already is refused."
        })
@Mark(Mark.Effect.CHANGES)
final class JobsRunCommand extends JobsVerb {
    @Parameters(paramLabel = "NAME", description = "The job, as in: tenancyctl jobs list.")
    private String name = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    JobsRunCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        JobRun run = runner().run(name, attribution.attribution("Run by hand"));
        boolean ok = run.outcome() == JobRun.Outcome.OK;
        session()
                .console()
                .print(Document.of(
                        tree(run),
                        page -> page.line(
                                (ok ? page.style().good("ok") : page.style().bad("failed")) + "  Job "
                                        + run.job() + ": " + run.done() + " done, " + run.failed() + " failed"
                                        + (run.note() == null ? "" : "; " + page.safe(run.note())))));
        return ok ? OK : FINDINGS;
    }
}
