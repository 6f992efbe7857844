package io.tenancy.cli.command;

import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.Roles;
import io.tenancy.tenant.Tenant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Somebody goes into a group, or out of it. */
abstract class GroupMembership extends GroupVerb {
    private final String reason;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "GROUP", description = "Its name or id.")
    private String wanted = "";

    @Parameters(index = "2", paramLabel = "MEMBER", description = "A member by address or account id; a key by id.")
    private String who = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    GroupMembership(Session session, String reason) {
        super(session);
        this.reason = reason;
    }

    /** Does it; true if that changed anything. */
    abstract boolean change(Roles roles, PrincipalGroup group, UUID principal, String who, Tenant tenant);

    abstract String done();

    @Override
    public Integer call() {
        Tenant tenant = tenant(key);
        Roles roles = roles().of(tenant.id(), attribution.attribution(reason));
        PrincipalGroup group = group(tenant, roles, wanted);
        UUID principal = principal(tenant, who);
        boolean changed = change(roles, group, principal, who, tenant);
        Map<String, @Nullable Object> tree = fields(tenant, group.id(), group.name());
        tree.put("principal", principal);
        tree.put("changed", changed);
        session()
                .console()
                .print(MemberView.done(who + done() + "group " + group.name() + " of " + tenant.key(), tree));
        return OK;
    }
}
