package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Make a group. Grant it roles with: tenancyctl grant add TENANT GROUP ROLE --kind group.")
@Mark(Mark.Effect.CHANGES)
final class GroupCreateCommand extends GroupVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Its name, such as Nurses.")
    private String name = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    GroupCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Group made by hand");
        if (name.isBlank() || name.length() > 100) {
            throw CommandException.usage("A group's name has 1 to 100 characters", "Give another NAME");
        }
        Tenant tenant = tenant(key);
        UUID id = roles().of(tenant.id(), by).createGroup(name.strip());
        session()
                .console()
                .print(MemberView.done(
                        "Group " + name.strip() + " of " + tenant.key() + " is made: " + id,
                        fields(tenant, id, name.strip())));
        return OK;
    }
}
