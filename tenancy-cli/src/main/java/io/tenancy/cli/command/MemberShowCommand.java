package io.tenancy.cli.command;

import io.tenancy.authorization.Grant;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.member.Member;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show one member and the roles it holds.")
@Mark(Mark.Effect.READ_ONLY)
final class MemberShowCommand extends MemberVerb {
    @Parameters(index = "1", paramLabel = "MEMBER", description = "The address or the account's id.")
    private String who = "";

    MemberShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant();
        Member member = member(members(tenant, READING), who);
        List<Grant> grants = RoleRegistry.over(
                        session().connections().controlled(ConnectionRole.ADMIN),
                        session().clock())
                .of(tenant.id(), READING)
                .grants(member.accountId());
        Map<String, @Nullable Object> tree = MemberView.fields(member);
        tree.put("grants", grants.stream().map(RoleView::fields).toList());
        session().console().print(Document.of(tree, page -> {
            Table table = Table.of("FIELD", "VALUE");
            MemberView.fields(member).forEach(table::row);
            grants.forEach(grant ->
                    table.row("role", grant.role() + (grant.branch() == null ? "" : " at branch " + grant.branch())));
            page.table(table);
        }));
        return OK;
    }
}
