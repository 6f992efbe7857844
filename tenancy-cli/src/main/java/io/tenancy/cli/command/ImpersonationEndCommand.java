package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.jdbc.member.OperatorRegistry;
import io.tenancy.jdbc.provision.Attribution;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "end", description = "End an impersonation before its time.")
@Mark(Mark.Effect.CHANGES)
final class ImpersonationEndCommand extends OperatorVerb {
    @Parameters(index = "0", paramLabel = "ID", description = "The id of the impersonation.")
    private String typed = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    ImpersonationEndCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Impersonation ended by hand");
        UUID id = RoleVerb.id("ID", typed);
        OperatorRegistry operators = operators();
        if (!operators.endImpersonation(id, by)) {
            throw CommandException.notFound(
                    ErrorCode.IMPERSONATION_REFUSED,
                    "No such impersonation is open",
                    "tenancyctl impersonation list shows those that are");
        }
        session()
                .console()
                .print(MemberView.done(
                        "The impersonation is over",
                        ImpersonationView.fields(operators.findImpersonation(id).orElseThrow())));
        return OK;
    }
}
