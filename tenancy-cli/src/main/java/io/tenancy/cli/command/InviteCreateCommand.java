package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.IssuedInvitation;
import io.tenancy.member.Members;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Invite somebody into a tenant, with a role. Prints the token that accepts the invitation: once, and",
            "nobody can find it out later. An open invitation of the same address is revoked."
        })
@Mark(Mark.Effect.CHANGES)
final class InviteCreateCommand extends MemberVerb {
    @Parameters(index = "1", paramLabel = "EMAIL", description = "Whom.")
    private String email = "";

    @Parameters(index = "2", paramLabel = "ROLE", description = "The key of the role it gets, such as owner.")
    private String role = "";

    @Option(names = "--branch", paramLabel = "ID", description = "The branch; without, the whole tenant.")
    private @Nullable String branch;

    @Option(names = "--days", paramLabel = "N", description = "For how many days it is good, 1 to 90 (default: 7).")
    private int days = 7;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    InviteCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        EmailAddress whom = EmailAddress.of(email);
        Tenant tenant = tenant();
        Members members = members(tenant, attribution.attribution("Invited by hand"));
        IssuedInvitation issued =
                members.invite(whom, role, branch == null ? null : id("--branch", branch), Duration.ofDays(days));
        Map<String, @Nullable Object> tree = MemberView.fields(issued.invitation());
        tree.put("token", issued.token());
        session().console().print(Document.of(tree, page -> {
            page.line(page.style().good("ok") + "  "
                    + page.safe(whom + " is invited as " + role + " until "
                            + issued.invitation().expiresAt()));
            page.line("token  " + issued.token());
        }));
        session().console().note("Mail the token to this address and nowhere else; it is not shown again.");
        return OK;
    }
}
