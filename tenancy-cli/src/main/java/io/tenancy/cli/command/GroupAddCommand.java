package io.tenancy.cli.command;

import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.Roles;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Put a member into a group; it gets all that the group was granted.")
@Mark(Mark.Effect.CHANGES)
final class GroupAddCommand extends GroupVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "GROUP", description = "Its name or id.")
    private String wanted = "";

    @Parameters(index = "2", paramLabel = "MEMBER", description = "A member by address or account id; a key by id.")
    private String who = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    GroupAddCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Put into a group by hand");
        Tenant tenant = tenant(key);
        Roles roles = roles().of(tenant.id(), by);
        PrincipalGroup group = group(tenant, roles, wanted);
        boolean changed = roles.addToGroup(group.id(), principal(tenant, who));
        Map<String, @Nullable Object> tree = fields(tenant, group.id(), group.name());
        tree.put("principal", principal(tenant, who));
        tree.put("changed", changed);
        session().console().print(MemberView.done(who + " is in group " + group.name() + " of " + tenant.key(), tree));
        return OK;
    }
}
