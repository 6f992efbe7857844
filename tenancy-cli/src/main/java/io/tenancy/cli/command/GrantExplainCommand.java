package io.tenancy.cli.command;

import io.tenancy.authorization.AccessExplanation;
import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Permission;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Tell whether somebody may do something, and every way by which; exits with 1 if not.")
@Mark(Mark.Effect.READ_ONLY)
final class GrantExplainCommand extends RoleVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(
            index = "1",
            paramLabel = "PRINCIPAL",
            description = "Whom it is about: a member by address, anybody by id.")
    private String principal = "";

    @Parameters(index = "2", paramLabel = "PERMISSION", description = "Such as patients:read.")
    private String permission = "";

    @Option(names = "--branch", paramLabel = "ID", description = "At this branch; without, in the whole tenant.")
    private @Nullable String branch;

    GrantExplainCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Permission wanted = wanted();
        Tenant tenant = tenant(key);
        RoleRegistry registry = roles();
        if (registry.catalogue().find(wanted) == null) {
            throw new AccessNotFoundException(
                    "There is no permission " + wanted, "Declare it in tenancy.yaml, then tenancyctl role apply", null);
        }
        AccessExplanation why = registry.explain(tenant.id(), principal(tenant, principal), wanted, branch(branch));
        boolean granted = why.decision().isGranted();
        session().console().print(Document.of(tree(tenant, why), page -> {
            page.line((granted ? page.style().good("yes") : page.style().bad("no")) + "  "
                    + page.safe(principal + (granted ? " holds " : " does not hold ") + wanted + " in " + tenant.key()
                            + (branch == null ? "" : ", at branch " + branch)));
            if (granted) {
                Table table = Table.of("GRANTED ROLE", "SAID BY", "BRANCH", "GROUP", "ACTS FOR");
                why.ways()
                        .forEach(way -> table.row(way.role(), way.saidBy(), way.branch(), way.group(), way.actsFor()));
                page.table(table);
            }
        }));
        return granted ? OK : FINDINGS;
    }

    private Permission wanted() {
        try {
            return Permission.of(permission);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), "For example: patients:read");
        }
    }

    private static Map<String, @Nullable Object> tree(Tenant tenant, AccessExplanation why) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("principal", why.decision().principal());
        tree.put("permission", why.decision().permission());
        tree.put("branch", why.decision().branch());
        tree.put(
                "outcome",
                why.decision().outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        tree.put("ways", why.ways().stream().map(GrantExplainCommand::tree).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(AccessExplanation.Way way) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("grant", way.grant());
        tree.put("role", way.role());
        tree.put("saidBy", way.saidBy());
        tree.put("branch", way.branch());
        tree.put("group", way.group());
        tree.put("actsFor", way.actsFor());
        return tree;
    }
}
