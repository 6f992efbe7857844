package io.tenancy.cli.command;

import io.tenancy.member.Member;
import io.tenancy.member.Members;
import picocli.CommandLine.Command;

@Command(
        name = "reactivate",
        description = "Let a deactivated member work again. It holds nothing until it is granted a role.")
@Mark(Mark.Effect.CHANGES)
final class MemberReactivateCommand extends MemberChange {
    MemberReactivateCommand(Session session) {
        super(session, "Reactivated by hand", "is active again; it holds nothing until it is granted a role");
    }

    @Override
    void change(Members members, Member member) {
        members.reactivate(member.accountId());
    }
}
