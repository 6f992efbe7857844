package io.tenancy.cli.command;

import io.tenancy.authorization.Branch;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.tenant.Tenant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "List the branches of a tenant. What is granted at a branch reaches all below it.")
@Mark(Mark.Effect.READ_ONLY)
final class BranchListCommand extends BranchVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    BranchListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant(key);
        List<Branch> branches = roles().of(tenant.id(), MemberVerb.READING).branches();
        session()
                .console()
                .print(Document.list(
                        branches.stream()
                                .map(branch -> fields(tenant, branch.id(), branch.name(), branch.parent()))
                                .toList(),
                        page -> {
                            if (!branches.isEmpty()) {
                                Table table = Table.of("BRANCH", "NAME", "BELOW");
                                branches.forEach(branch -> table.row(branch.id(), branch.name(), branch.parent()));
                                page.table(table);
                            }
                        }));
        if (branches.isEmpty()) {
            session()
                    .console()
                    .note("No branches yet; make one with: tenancyctl branch create " + tenant.key() + " NAME");
        }
        return OK;
    }
}
