package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.RegistryChange;
import io.tenancy.jdbc.provision.TenantDetails;
import io.tenancy.jdbc.provision.TenantDomain;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show all about a tenant: status, domains, settings and history.")
@Mark(Mark.Effect.READ_ONLY)
final class TenantShowCommand extends Verb {
    @Parameters(paramLabel = "KEY", description = "The key of the tenant.")
    private String key = "";

    TenantShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        TenantKey wanted = TenantKey.of(key);
        TenantRegistry registry = TenantRegistry.over(
                session().connections().controlled(ConnectionRole.ADMIN),
                session().clock());
        TenantDetails details = registry.show(registry.require(wanted).id());
        session().console().print(Document.of(tree(details), page -> write(details, page)));
        return OK;
    }

    private static Map<String, @Nullable Object> tree(TenantDetails details) {
        Map<String, @Nullable Object> tree = head(details);
        tree.put(
                "domains",
                details.domains().stream().map(TenantShowCommand::domain).toList());
        Map<String, Object> settings = new LinkedHashMap<>();
        details.settings().keySet().stream()
                .sorted()
                .forEach(name -> settings.put(name, Json.tree(details.settings().get(name))));
        tree.put("settings", settings);
        tree.put(
                "history",
                details.history().stream().map(TenantShowCommand::change).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> head(TenantDetails details) {
        Map<String, @Nullable Object> head = TenantView.fields(details.tenant());
        head.put("createdAt", details.createdAt());
        head.put("updatedAt", details.updatedAt());
        head.put("statusSince", details.statusSince());
        if (details.purgeAt() != null) {
            head.put("purgeAt", details.purgeAt());
        }
        return head;
    }

    private static Map<String, @Nullable Object> domain(TenantDomain domain) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("domain", domain.domain());
        tree.put("addedAt", domain.addedAt());
        tree.put("verifiedAt", domain.verifiedAt());
        return tree;
    }

    private static Map<String, @Nullable Object> change(RegistryChange change) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("sequence", change.sequence());
        tree.put("at", change.at());
        tree.put("actor", change.actor());
        tree.put("action", change.action());
        tree.put("reason", change.reason());
        tree.put("before", change.before() == null ? null : Json.tree(change.before()));
        tree.put("after", change.after() == null ? null : Json.tree(change.after()));
        return tree;
    }

    private static void write(TenantDetails details, Page page) {
        page.fields(head(details));
        if (!details.domains().isEmpty()) {
            Table domains = Table.of("DOMAIN", "ADDED", "VERIFIED");
            details.domains().forEach(domain -> domains.row(domain.domain(), domain.addedAt(), domain.verifiedAt()));
            page.line("");
            page.table(domains);
        }
        if (!details.settings().isEmpty()) {
            Table settings = Table.of("SETTING", "VALUE");
            details.settings().keySet().stream()
                    .sorted()
                    .forEach(name -> settings.row(name, details.settings().get(name)));
            page.line("");
            page.table(settings);
        }
        Table history = Table.of("AT", "ACTOR", "ACTION", "AFTER", "REASON");
        details.history()
                .forEach(change ->
                        history.row(change.at(), change.actor(), change.action(), change.after(), change.reason()));
        page.line("");
        page.table(history);
    }
}
