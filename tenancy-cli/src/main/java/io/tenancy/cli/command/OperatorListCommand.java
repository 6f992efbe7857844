package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the operators, disabled ones too.")
@Mark(Mark.Effect.READ_ONLY)
final class OperatorListCommand extends OperatorVerb {
    OperatorListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<io.tenancy.jdbc.member.Operator> list = operators().list();
        session()
                .console()
                .print(Document.list(list.stream().map(OperatorVerb::fields).toList(), page -> {
                    if (!list.isEmpty()) {
                        Table table = Table.of("NAME", "LEVEL", "SIGNED IN", "DISABLED", "SINCE");
                        list.forEach(operator -> table.row(
                                operator.name(),
                                MemberView.word(operator.level()),
                                operator.signedInAt(),
                                operator.disabledAt(),
                                operator.createdAt()));
                        page.table(table);
                    }
                }));
        if (list.isEmpty()) {
            session()
                    .console()
                    .note("No operators yet; make one with: tenancyctl operator create NAME --level super-admin");
        }
        return OK;
    }
}
