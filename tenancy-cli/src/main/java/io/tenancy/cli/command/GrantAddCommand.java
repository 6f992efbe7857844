package io.tenancy.cli.command;

import io.tenancy.authorization.Grant;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description =
                "Grant a role to a member, a group or a key: in the whole tenant, or at a branch and all below it.")
@Mark(Mark.Effect.CHANGES)
final class GrantAddCommand extends RoleVerb {
    private static final Map<String, PrincipalKind> KINDS =
            Map.of("user", PrincipalKind.USER, "group", PrincipalKind.GROUP, "api-key", PrincipalKind.API_KEY);

    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(
            index = "1",
            paramLabel = "PRINCIPAL",
            description = "A member by address or account id; a group or an API key by id.")
    private String principal = "";

    @Parameters(index = "2", paramLabel = "ROLE", description = "The key of the role, such as admin.")
    private String role = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What the principal is: user, group or api-key (default: user).")
    private String kind = "user";

    @Option(names = "--branch", paramLabel = "ID", description = "The branch; without, the whole tenant.")
    private @Nullable String branch;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    GrantAddCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Granted by hand");
        PrincipalKind known = KINDS.get(kind.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw CommandException.usage("--kind is none of user, group, api-key", "Leave it out for a person");
        }
        Tenant tenant = tenant(key);
        Grant grant = roles().of(tenant.id(), by).grant(known, principal(tenant, principal), role, branch(branch));
        session()
                .console()
                .print(Document.of(
                        RoleView.fields(grant),
                        page -> page.line(page.style().good("ok") + "  "
                                + page.safe(principal + " is " + role + " in " + tenant.key()
                                        + (branch == null ? "" : ", at branch " + branch)))));
        return OK;
    }
}
