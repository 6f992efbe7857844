package io.tenancy.cli.command;

import io.tenancy.authorization.Roles;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Make a branch.")
@Mark(Mark.Effect.CHANGES)
final class BranchCreateCommand extends BranchVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Its name, such as North.")
    private String name = "";

    @Option(
            names = "--below",
            paramLabel = "BRANCH",
            description = "The branch above it, by name or id; without, it is at the top.")
    private @Nullable String below;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    BranchCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Branch made by hand");
        if (name.isBlank() || name.length() > 200) {
            throw CommandException.usage("A branch's name has 1 to 200 characters", "Give another NAME");
        }
        Tenant tenant = tenant(key);
        Roles roles = roles().of(tenant.id(), by);
        UUID parent = below == null ? null : branch(tenant, roles, below).id();
        UUID id = roles.createBranch(name.strip(), parent);
        session()
                .console()
                .print(MemberView.done(
                        "Branch " + name.strip() + " of " + tenant.key() + " is made: " + id,
                        fields(tenant, id, name.strip(), parent)));
        return OK;
    }
}
