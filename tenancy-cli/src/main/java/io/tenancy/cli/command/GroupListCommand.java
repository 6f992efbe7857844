package io.tenancy.cli.command;

import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List the groups of a tenant, and who is in them.")
@Mark(Mark.Effect.READ_ONLY)
final class GroupListCommand extends GroupVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    GroupListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant(key);
        List<PrincipalGroup> groups =
                roles().of(tenant.id(), MemberVerb.READING).groups();
        session()
                .console()
                .print(Document.list(
                        groups.stream().map(group -> tree(tenant, group)).toList(), page -> {
                            if (!groups.isEmpty()) {
                                Table table = Table.of("GROUP", "NAME", "MEMBERS");
                                groups.forEach(group -> table.row(
                                        group.id(),
                                        group.name(),
                                        group.members().isEmpty() ? null : few(RoleView.texts(group.members()))));
                                page.table(table);
                            }
                        }));
        if (groups.isEmpty()) {
            session().console().note("No groups yet; make one with: tenancyctl group create " + tenant.key() + " NAME");
        }
        return OK;
    }

    private static Map<String, @Nullable Object> tree(Tenant tenant, PrincipalGroup group) {
        Map<String, @Nullable Object> tree = fields(tenant, group.id(), group.name());
        tree.put("members", RoleView.texts(group.members()));
        return tree;
    }
}
