package io.tenancy.cli.command;

import io.tenancy.member.Member;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "transfer-ownership", description = "Make one member an owner in place of another.")
@Mark(Mark.Effect.DANGEROUS)
final class MemberTransferCommand extends MemberVerb {
    @Parameters(index = "1", paramLabel = "FROM", description = "The owner: address or id.")
    private String from = "";

    @Parameters(index = "2", paramLabel = "TO", description = "The active member: address or id.")
    private String to = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    MemberTransferCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws IOException {
        Tenant tenant = tenant();
        Members members = members(tenant, attribution.attribution("Ownership transferred by hand"));
        Member before = member(members, from);
        Member after = member(members, to);
        confirmation.require(
                session(),
                "This takes tenant " + tenant.key() + " from " + before.email() + " and gives it to " + after.email(),
                tenant.key().value());
        members.transferOwnership(before.accountId(), after.accountId());
        session()
                .console()
                .print(MemberView.done(
                        after.email() + " owns tenant " + tenant.key() + " in place of " + before.email(),
                        MemberView.fields(after)));
        return OK;
    }
}
