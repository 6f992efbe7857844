package io.tenancy.cli.command;

import io.tenancy.authorization.AccessConflictException;
import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.Roles;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Remove a group that holds no role any more; nobody is in it then.")
@Mark(Mark.Effect.CHANGES)
final class GroupRemoveCommand extends GroupVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "GROUP", description = "Its name or id.")
    private String wanted = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    GroupRemoveCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Group removed by hand");
        Tenant tenant = tenant(key);
        Roles roles = roles().of(tenant.id(), by);
        PrincipalGroup group = group(tenant, roles, wanted);
        if (!roles.grants(group.id()).isEmpty()) {
            throw new AccessConflictException(
                    "Group " + group.name() + " still holds roles",
                    "See them with: tenancyctl grant list " + tenant.key() + " " + group.id()
                            + "; take them away with: tenancyctl grant remove",
                    null);
        }
        roles.deleteGroup(group.id());
        session()
                .console()
                .print(MemberView.done(
                        "Group " + group.name() + " of " + tenant.key() + " is removed",
                        fields(tenant, group.id(), group.name())));
        return OK;
    }
}
