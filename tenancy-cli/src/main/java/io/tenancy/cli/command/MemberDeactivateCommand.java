package io.tenancy.cli.command;

import io.tenancy.member.Member;
import io.tenancy.member.Members;
import picocli.CommandLine.Command;

@Command(
        name = "deactivate",
        description =
                "Let a member not work any more. It loses its roles, and what it invited is revoked. The last owner stays.")
@Mark(Mark.Effect.CHANGES)
final class MemberDeactivateCommand extends MemberChange {
    MemberDeactivateCommand(Session session) {
        super(session, "Deactivated by hand", "is deactivated; it holds nothing any more");
    }

    @Override
    void change(Members members, Member member) {
        members.deactivate(member.accountId());
    }
}
