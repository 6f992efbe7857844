package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKey;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.tenant.Tenant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List a tenant's keys, the newest first; never their secrets.")
@Mark(Mark.Effect.READ_ONLY)
final class KeyListCommand extends KeyVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String tenant = "";

    @Option(names = "--all", description = "Also those that have ended.")
    private boolean all;

    KeyListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant owner = tenant(tenant);
        Instant now = session().clock().instant();
        List<ApiKey> keys = keys().list(owner.id()).stream()
                .filter(key -> all || key.status(now) == ApiKey.Status.ACTIVE)
                .toList();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(
                "items", keys.stream().map(key -> KeyView.tree(owner, key, now)).toList());
        tree.put("nextCursor", null);
        session().console().print(Document.of(tree, page -> {
            Table table = Table.of("KEY", "NAME", "STATUS", "SCOPES", "EXPIRES", "LAST USED");
            keys.forEach(key -> table.row(
                    key.start(),
                    key.name(),
                    KeyView.status(key, now),
                    String.join(",", KeyView.scopes(key)),
                    key.expiresAt(),
                    key.lastUsedAt()));
            page.table(table);
        }));
        if (keys.isEmpty()) {
            session().console().note("Tenant " + owner.key() + " has no keys" + (all ? "" : " that can be used"));
        }
        return OK;
    }
}
