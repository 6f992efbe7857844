package io.tenancy.cli.command;

import io.tenancy.authorization.Role;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.provision.Attribution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List the roles that every tenant has, and those that a tenant made.")
@Mark(Mark.Effect.READ_ONLY)
final class RoleListCommand extends RoleVerb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The key of a tenant, such as acme: its own roles too.")
    private @Nullable String key;

    RoleListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        RoleRegistry registry = roles();
        List<Role> roles = key == null
                ? registry.systemRoles()
                : registry.of(tenant(key).id(), new Attribution("cli", "list")).list();
        session()
                .console()
                .print(Document.list(roles.stream().map(RoleView::fields).toList(), page -> {
                    Table table = Table.of("ROLE", "NAME", "KIND", "INHERITS", "PERMISSIONS");
                    roles.forEach(role -> table.row(
                            role.key(),
                            role.name(),
                            RoleView.kind(role),
                            role.parents().isEmpty() ? null : String.join(", ", role.parents()),
                            role.key().equals(Role.OWNER) ? "everything" : few(RoleView.texts(role.permissions()))));
                    page.table(table);
                }));
        if (roles.size() == 1) {
            session().console().note("No roles yet; publish those of tenancy.yaml with: tenancyctl role apply");
        }
        return OK;
    }
}
