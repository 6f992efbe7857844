package io.tenancy.cli.command;

import io.tenancy.authorization.Branch;
import io.tenancy.authorization.Roles;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "move",
        description =
                "Put a branch below another one, or at the top. Who was granted something above it gets its rows.")
@Mark(Mark.Effect.CHANGES)
final class BranchMoveCommand extends BranchVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "BRANCH", description = "Its name or id.")
    private String wanted = "";

    @Option(
            names = "--below",
            paramLabel = "BRANCH",
            description = "The branch above it, by name or id; without, it is at the top.")
    private @Nullable String below;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    BranchMoveCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Branch moved by hand");
        Tenant tenant = tenant(key);
        Roles roles = roles().of(tenant.id(), by);
        Branch branch = branch(tenant, roles, wanted);
        UUID parent = below == null ? null : branch(tenant, roles, below).id();
        roles.moveBranch(branch.id(), parent);
        session()
                .console()
                .print(MemberView.done(
                        "Branch " + branch.name() + " of " + tenant.key() + " is "
                                + (below == null ? "at the top" : "below " + below),
                        fields(tenant, branch.id(), branch.name(), parent)));
        return OK;
    }
}
