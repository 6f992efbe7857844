package io.tenancy.cli.command;

import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.Roles;
import io.tenancy.tenant.Tenant;
import java.util.UUID;
import picocli.CommandLine.Command;

@Command(name = "add", description = "Put a member into a group; it gets all that the group was granted.")
@Mark(Mark.Effect.CHANGES)
final class GroupAddCommand extends GroupMembership {
    GroupAddCommand(Session session) {
        super(session, "Put into a group by hand");
    }

    @Override
    boolean change(Roles roles, PrincipalGroup group, UUID principal, String who, Tenant tenant) {
        return roles.addToGroup(group.id(), principal);
    }

    @Override
    String done() {
        return " is in ";
    }
}
