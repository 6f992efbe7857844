package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.member.Invitation;
import io.tenancy.tenant.Tenant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the open invitations of a tenant.")
@Mark(Mark.Effect.READ_ONLY)
final class InviteListCommand extends MemberVerb {
    @Option(names = "--all", description = "Also those that were accepted, revoked, or have expired.")
    private boolean all;

    InviteListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant();
        List<Invitation> list = members(tenant, READING).invitations().stream()
                .filter(invitation -> all || invitation.state() == Invitation.State.OPEN)
                .toList();
        session()
                .console()
                .print(Document.list(list.stream().map(MemberView::fields).toList(), page -> {
                    if (!list.isEmpty()) {
                        Table table = Table.of("EMAIL", "ROLE", "BRANCH", "STATE", "EXPIRES", "INVITED BY", "ID");
                        list.forEach(invitation -> table.row(
                                invitation.email(),
                                invitation.role(),
                                invitation.branch(),
                                MemberView.word(invitation.state()),
                                invitation.expiresAt(),
                                invitation.invitedBy() == null ? "operator" : invitation.invitedBy(),
                                invitation.id()));
                        page.table(table);
                    }
                }));
        if (list.isEmpty()) {
            session().console().note("No " + (all ? "" : "open ") + "invitations");
        }
        return OK;
    }
}
