package io.tenancy.cli.command;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Role;
import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.provision.Attribution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a role with every permission it says.")
@Mark(Mark.Effect.READ_ONLY)
final class RoleShowCommand extends RoleVerb {
    @Parameters(index = "0", paramLabel = "ROLE", description = "The key of the role, such as admin.")
    private String wanted = "";

    @Option(names = "--tenant", paramLabel = "TENANT", description = "The key of the tenant, for a role that it made.")
    private @Nullable String key;

    RoleShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        RoleRegistry registry = roles();
        List<Role> known = key == null
                ? registry.systemRoles()
                : registry.of(tenant(key).id(), new Attribution("cli", "show")).list();
        Role role = known.stream()
                .filter(one -> one.key().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AccessNotFoundException(
                        "There is no role " + wanted,
                        key == null
                                ? "tenancyctl role list shows what there is; a tenant's own role needs --tenant"
                                : "tenancyctl role list " + key + " shows what there is",
                        null));
        session().console().print(Document.entry(RoleView.fields(role)));
        return OK;
    }
}
