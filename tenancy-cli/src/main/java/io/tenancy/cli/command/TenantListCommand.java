package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.TenantPage;
import io.tenancy.jdbc.provision.TenantQuery;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List tenants by key; deleted ones only with --status DELETED.")
@Mark(Mark.Effect.READ_ONLY)
final class TenantListCommand extends Verb {
    private static final int MOST = 1000;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only this status: ${COMPLETION-CANDIDATES}.")
    private @Nullable TenantStatus status;

    @Option(names = "--search", paramLabel = "TEXT", description = "Only where key or name contains this.")
    private @Nullable String search;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, up to 1000 (default: 100).")
    private int limit = 100;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on after a list that ended with this.")
    private @Nullable String cursor;

    TenantListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw CommandException.usage("--limit is 1 to " + MOST + ", not " + limit, "Page on with --cursor");
        }
        TenantRegistry registry = TenantRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
        TenantPage page = registry.list(new TenantQuery(status, search, cursor, limit));
        session().console().print(document(page));
        if (page.nextCursor() != null) {
            session().console().note("There are more: add --cursor " + page.nextCursor());
        } else if (page.items().isEmpty()) {
            session()
                    .console()
                    .note("No tenants"
                            + (status == null && search == null
                                    ? " yet; make one with: tenancyctl tenant create KEY"
                                    : " match"));
        }
        return OK;
    }

    private static Document document(TenantPage page) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("items", page.items().stream().map(TenantView::fields).toList());
        tree.put("nextCursor", page.nextCursor());
        return Document.of(tree, text -> {
            if (page.items().isEmpty()) {
                return;
            }
            Table table = Table.of("KEY", "NAME", "STATUS", "NUMBER", "ID");
            page.items()
                    .forEach(tenant ->
                            table.row(tenant.key(), tenant.name(), tenant.status(), tenant.number(), tenant.id()));
            text.table(table);
        });
    }
}
