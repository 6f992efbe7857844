package io.tenancy.cli.command;

import io.tenancy.authorization.Grant;
import io.tenancy.authorization.Roles;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List who holds which role in a tenant, and where.")
@Mark(Mark.Effect.READ_ONLY)
final class GrantListCommand extends RoleVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PRINCIPAL",
            description = "Only this one's: a member by address, anybody by id.")
    private @Nullable String principal;

    GrantListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant(key);
        Roles roles = roles().of(tenant.id(), new Attribution("cli", "list"));
        List<Grant> grants = principal == null ? roles.grants() : roles.grants(principal(tenant, principal));
        session()
                .console()
                .print(Document.list(grants.stream().map(RoleView::fields).toList(), page -> {
                    if (!grants.isEmpty()) {
                        Table table = Table.of("PRINCIPAL", "KIND", "ROLE", "BRANCH", "GRANTED BY", "SINCE");
                        grants.forEach(grant -> table.row(
                                grant.principal(),
                                RoleView.kind(grant),
                                grant.role(),
                                grant.branch(),
                                grant.grantedBy() == null ? "operator" : grant.grantedBy(),
                                grant.grantedAt()));
                        page.table(table);
                    }
                }));
        if (grants.isEmpty()) {
            session()
                    .console()
                    .note("Nobody holds a role; ask an owner in with: tenancyctl invite create " + tenant.key()
                            + " EMAIL owner");
        }
        return OK;
    }
}
