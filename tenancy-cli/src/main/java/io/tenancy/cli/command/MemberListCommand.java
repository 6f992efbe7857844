package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.member.Member;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the members of a tenant, and how many seats are taken.")
@Mark(Mark.Effect.READ_ONLY)
final class MemberListCommand extends MemberVerb {
    MemberListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant();
        Members members = members(tenant, READING);
        List<Member> list = members.list();
        session()
                .console()
                .print(Document.list(list.stream().map(MemberView::fields).toList(), page -> {
                    if (!list.isEmpty()) {
                        Table table = Table.of("NAME", "EMAIL", "STATUS", "JOINED", "ACCOUNT");
                        list.forEach(member -> table.row(
                                member.name(),
                                member.email(),
                                MemberView.word(member.status()),
                                member.joinedAt(),
                                member.accountId()));
                        page.table(table);
                    }
                }));
        session()
                .console()
                .note(
                        list.isEmpty()
                                ? "No members yet; invite somebody with: tenancyctl invite create " + tenant.key()
                                        + " EMAIL ROLE"
                                : "Seats taken, with open invitations: " + members.seats());
        return OK;
    }
}
