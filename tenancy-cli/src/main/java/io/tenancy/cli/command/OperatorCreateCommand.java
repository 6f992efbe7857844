package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.member.EnrolledOperator;
import io.tenancy.jdbc.member.OperatorLevel;
import io.tenancy.jdbc.provision.Attribution;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Make an operator. The password is asked for, or taken from TENANCY_OPERATOR_PASSWORD; it is no argument,",
            "which every user of the machine could read. Prints once what the authenticator needs; TENANCY_KEYSET has to",
            "be set, see: tenancyctl keyset create."
        })
@Mark(Mark.Effect.CHANGES)
final class OperatorCreateCommand extends OperatorVerb {
    @Parameters(index = "0", paramLabel = "NAME", description = "The login, such as anna.")
    private String name = "";

    @Option(
            names = "--level",
            required = true,
            paramLabel = "LEVEL",
            description = "What it may do: super-admin, support or billing-read.")
    private String level = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    OperatorCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        OperatorLevel wanted = level();
        Attribution by = attribution.attribution("Operator made by hand");
        EnrolledOperator made = operators().create(name, wanted, password(), by);
        Map<String, @Nullable Object> tree = fields(made.operator());
        tree.put("totpSecret", made.enrolment().secret());
        tree.put("totpUri", made.enrolment().uri());
        session().console().print(Document.of(tree, page -> {
            page.line(page.style().good("ok") + "  " + page.safe("Operator " + name + " is made, as " + level));
            page.line("secret  " + made.enrolment().secret());
            page.line("uri     " + made.enrolment().uri());
        }));
        session().console().note("Put the secret into an authenticator now; it is not shown again.");
        return OK;
    }

    private OperatorLevel level() {
        try {
            return OperatorLevel.valueOf(level.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "--level is none of super-admin, support, billing-read",
                    "Give one of them, such as --level support");
        }
    }

    private String password() {
        String given = session().environment().get(VARIABLE);
        String password = secret("Password for " + name + ":");
        if ((given == null || given.isEmpty())
                && !password.equals(session().console().askSecret("The same again:"))) {
            throw CommandException.usage("The two are not the same; nothing was made", "Run it again");
        }
        return password;
    }
}
