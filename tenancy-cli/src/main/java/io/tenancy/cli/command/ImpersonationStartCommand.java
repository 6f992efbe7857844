package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.member.Impersonation;
import io.tenancy.jdbc.member.MemberRegistry;
import io.tenancy.jdbc.member.Operator;
import io.tenancy.jdbc.member.OperatorRegistry;
import io.tenancy.member.Member;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = {
            "Begin to work as a member of a tenant. The operator signs in for it: the password is asked for, or taken",
            "from TENANCY_OPERATOR_PASSWORD. The application takes the id that is printed; both names go into the trail."
        })
@Mark(Mark.Effect.CHANGES)
final class ImpersonationStartCommand extends OperatorVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "MEMBER", description = "As whom: address or account id.")
    private String who = "";

    @Option(names = "--operator", required = true, paramLabel = "NAME", description = "The operator's login.")
    private String name = "";

    @Option(
            names = "--code",
            required = true,
            paramLabel = "CODE",
            description = "What the operator's authenticator shows now.")
    private String code = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit trail.")
    private String reason = "";

    @Option(
            names = "--minutes",
            defaultValue = "30",
            paramLabel = "N",
            description = "For how long: 1 to 240 (default: ${DEFAULT-VALUE}).")
    private int minutes;

    ImpersonationStartCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > 240) {
            throw CommandException.usage("--minutes is 1 to 240, not " + minutes, "Leave it out for 30");
        }
        if (reason.isBlank() || reason.length() > 1000) {
            throw CommandException.usage("--reason has 1 to 1000 characters", "Say why, such as the ticket");
        }
        Tenant tenant = tenant(key);
        Member member = MemberVerb.member(
                MemberRegistry.over(
                                session().connections().controlled(ConnectionRole.ADMIN),
                                session().clock())
                        .of(tenant.id(), MemberVerb.READING),
                who);
        OperatorRegistry operators = operators();
        UUID signedIn = operators
                .signIn(name, secret("Password of " + name + ":"), code)
                .require();
        Operator operator =
                operators.find(name).filter(one -> one.id().equals(signedIn)).orElseThrow();
        Impersonation begun =
                operators.impersonate(operator, tenant.id(), member.accountId(), Duration.ofMinutes(minutes), reason);
        session()
                .console()
                .print(MemberView.done(
                        operator.name() + " is " + member.email() + " in " + tenant.key() + " until "
                                + begun.expiresAt() + ": " + begun.id(),
                        ImpersonationView.fields(begun)));
        session().console().note("End it before its time with: tenancyctl impersonation end " + begun.id());
        return OK;
    }
}
