package io.tenancy.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "disable",
        description = "Let an operator in no more, for good, and end what it does as a member. Its name stays taken.")
@Mark(Mark.Effect.CHANGES)
final class OperatorDisableCommand extends OperatorVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "The login.")
    private String name = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    OperatorDisableCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        io.tenancy.jdbc.member.Operator operator =
                operators().disable(name, attribution.attribution("Disabled by hand"));
        session().console().print(MemberView.done("Operator " + operator.name() + " is disabled", fields(operator)));
        return OK;
    }
}
