package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Publication;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "diff",
        description = "Tell what 'plan apply' would publish; exit code 1 if there is anything. Changes nothing.")
@Mark(Mark.Effect.READ_ONLY)
final class PlanDiffCommand extends PlanVerb {
    PlanDiffCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<Publication> publications = plans().preview(declared().plans());
        session().console().print(Publications.document(publications, false));
        return publications.stream().anyMatch(Publication::isNew) ? FINDINGS : OK;
    }
}
