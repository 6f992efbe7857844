package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "apply",
        description = {
            "Publish the plans of tenancy.yaml: each that says something new gets its next version.",
            "Tenants keep the version they hold; 'plan migrate' moves them."
        })
@Mark(Mark.Effect.CHANGES)
final class PlanApplyCommand extends PlanVerb {
    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    PlanApplyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Published from tenancy.yaml");
        session()
                .console()
                .print(Publications.document(plans().publish(declared().plans(), by), true));
        return OK;
    }
}
