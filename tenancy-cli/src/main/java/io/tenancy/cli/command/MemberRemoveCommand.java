package io.tenancy.cli.command;

import io.tenancy.member.Member;
import io.tenancy.member.Members;
import picocli.CommandLine.Command;

@Command(
        name = "remove",
        description = "Remove a member. It loses its roles, and what it invited is revoked. The last owner stays.")
@Mark(Mark.Effect.CHANGES)
final class MemberRemoveCommand extends MemberChange {
    MemberRemoveCommand(Session session) {
        super(session, "Removed by hand", "is no member any more");
    }

    @Override
    void change(Members members, Member member) {
        members.remove(member.accountId());
    }
}
