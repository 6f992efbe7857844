package io.tenancy.cli.command;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.Roles;
import io.tenancy.tenant.Tenant;
import java.util.UUID;
import picocli.CommandLine.Command;

@Command(name = "drop", description = "Take a member out of a group.")
@Mark(Mark.Effect.CHANGES)
final class GroupDropCommand extends GroupMembership {
    GroupDropCommand(Session session) {
        super(session, "Taken out of a group by hand");
    }

    @Override
    boolean change(Roles roles, PrincipalGroup group, UUID principal, String who, Tenant tenant) {
        if (!roles.removeFromGroup(group.id(), principal)) {
            throw new AccessNotFoundException(
                    who + " was not in group " + group.name(),
                    "tenancyctl group list " + tenant.key() + " shows who is",
                    null);
        }
        return true;
    }

    @Override
    String done() {
        return " is no longer in ";
    }
}
