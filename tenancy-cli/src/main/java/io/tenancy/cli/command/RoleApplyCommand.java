package io.tenancy.cli.command;

import io.tenancy.authorization.RoleCatalog;
import io.tenancy.jdbc.provision.Attribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description = {
            "Publish the permissions and roles of tenancy.yaml: for all tenants at once, in one transaction.",
            "Roles that tenants made keep what they say. What is not declared any more stays until --prune."
        })
@Mark(Mark.Effect.CHANGES)
final class RoleApplyCommand extends RoleVerb {
    @Option(
            names = "--prune",
            description =
                    "Remove what is not declared any more, from every role. Run it when no node asks for it any longer.")
    private boolean prune;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    RoleApplyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Published from tenancy.yaml");
        RoleCatalog declared = declared();
        session()
                .console()
                .print(RoleChanges.document(roles().apply(declared.permissions(), declared.roles(), prune, by), true));
        return OK;
    }
}
