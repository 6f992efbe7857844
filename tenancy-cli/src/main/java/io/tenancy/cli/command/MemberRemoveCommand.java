package io.tenancy.cli.command;

import io.tenancy.member.Member;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Remove a member. It loses its roles, and what it invited is revoked. The last owner stays.")
@Mark(Mark.Effect.CHANGES)
final class MemberRemoveCommand extends MemberVerb {
    @Parameters(index = "1", paramLabel = "MEMBER", description = "The address or the account's id.")
    private String who = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    MemberRemoveCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant();
        Members members = members(tenant, attribution.attribution("Removed by hand"));
        Member member = member(members, who);
        members.remove(member.accountId());
        session()
                .console()
                .print(MemberView.done(member.email() + " is no member any more", MemberView.fields(member)));
        return OK;
    }
}
