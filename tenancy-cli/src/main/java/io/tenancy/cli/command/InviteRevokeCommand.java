package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Take an invitation back.")
@Mark(Mark.Effect.CHANGES)
final class InviteRevokeCommand extends MemberVerb {
    @Parameters(index = "1", paramLabel = "ID", description = "The invitation's id; see: tenancyctl invite list.")
    private String invitation = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    InviteRevokeCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        UUID id = id("ID", invitation);
        Tenant tenant = tenant();
        if (!members(tenant, attribution.attribution("Revoked by hand")).revokeInvitation(id)) {
            throw CommandException.notFound(
                    ErrorCode.INVITATION_INVALID,
                    "Tenant " + tenant.key() + " has no such invitation that could be revoked",
                    "List them with: tenancyctl invite list " + tenant.key() + " --all");
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("invitation", id);
        tree.put("state", "revoked");
        session().console().print(MemberView.done("Invitation " + id + " is revoked", tree));
        return OK;
    }
}
