package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Remove a role of a tenant's own that nobody holds.")
@Mark(Mark.Effect.CHANGES)
final class RoleDeleteCommand extends RoleVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "The key of the role.")
    private String role = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    RoleDeleteCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Attribution by = attribution.attribution("Role removed by hand");
        Tenant tenant = tenant(key);
        roles().of(tenant.id(), by).delete(role);
        session()
                .console()
                .print(Document.of(
                        Map.of("tenant", tenant.key(), "role", role),
                        page -> page.line(page.style().good("ok") + "  "
                                + page.safe("Role " + role + " of " + tenant.key() + " is gone"))));
        return OK;
    }
}
