package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.member.Impersonation;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List who works as a member of a tenant now.")
@Mark(Mark.Effect.READ_ONLY)
final class ImpersonationListCommand extends OperatorVerb {
    @Option(names = "--all", description = "Those that are over, too: the latest hundred.")
    private boolean all;

    ImpersonationListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<Impersonation> list = operators().impersonations(all);
        session()
                .console()
                .print(Document.list(
                        list.stream().map(ImpersonationView::fields).toList(), page -> {
                            if (!list.isEmpty()) {
                                Table table = Table.of(
                                        "ID", "OPERATOR", "TENANT", "MEMBER", "STARTED", "EXPIRES", "ENDED", "REASON");
                                list.forEach(one -> table.row(
                                        one.id(),
                                        one.operator().name(),
                                        one.tenant(),
                                        one.memberName(),
                                        one.startedAt(),
                                        one.expiresAt(),
                                        one.endedAt(),
                                        one.reason()));
                                page.table(table);
                            }
                        }));
        if (list.isEmpty()) {
            session().console().note(all ? "There were none" : "Nobody works as a member of a tenant now");
        }
        return OK;
    }
}
