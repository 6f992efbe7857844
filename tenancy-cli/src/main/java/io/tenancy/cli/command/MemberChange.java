package io.tenancy.cli.command;

import io.tenancy.member.Member;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One change of one member, told in a sentence. */
abstract class MemberChange extends MemberVerb {
    private final String reason;
    private final String done;

    @Parameters(index = "1", paramLabel = "MEMBER", description = "The address or the account's id.")
    private String who = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    /** The usual reason, and what is said of the member's address when it is done. */
    MemberChange(Session session, String reason, String done) {
        super(session);
        this.reason = reason;
        this.done = done;
    }

    abstract void change(Members members, Member member);

    @Override
    public final Integer call() {
        Tenant tenant = tenant();
        Members members = members(tenant, attribution.attribution(reason));
        Member member = member(members, who);
        change(members, member);
        session()
                .console()
                .print(MemberView.done(
                        member.email() + " " + done,
                        MemberView.fields(members.find(member.accountId()).orElse(member))));
        return OK;
    }
}
