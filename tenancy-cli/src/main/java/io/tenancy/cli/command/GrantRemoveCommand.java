package io.tenancy.cli.command;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Take a role away. The last owner stays.")
@Mark(Mark.Effect.CHANGES)
final class GrantRemoveCommand extends RoleVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(
            index = "1",
            paramLabel = "PRINCIPAL",
            description = "Who holds it: a member by address, anybody by id.")
    private String principal = "";

    @Parameters(index = "2", paramLabel = "ROLE", description = "The key of the role.")
    private String role = "";

    @Option(
            names = "--branch",
            paramLabel = "ID",
            description = "The branch it was granted at; without, the whole tenant.")
    private @Nullable String branch;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    GrantRemoveCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Revoked by hand");
        Tenant tenant = tenant(key);
        if (!roles().of(tenant.id(), by).revoke(principal(tenant, principal), role, branch(branch))) {
            throw new AccessNotFoundException(
                    principal + " was not granted " + role
                            + (branch == null ? " in the whole tenant" : " at that branch"),
                    "tenancyctl grant list " + key + " " + principal + " shows what it was granted, and where",
                    null);
        }
        session()
                .console()
                .print(Document.of(
                        Map.of("tenant", tenant.key(), "principal", principal, "role", role),
                        page -> page.line(page.style().good("ok") + "  "
                                + page.safe(principal + " is no longer " + role + " in " + tenant.key()))));
        return OK;
    }
}
