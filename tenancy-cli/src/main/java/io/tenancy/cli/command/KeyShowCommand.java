package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.apikey.ApiKeyRegistry;
import io.tenancy.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a key and how often it was used in the last 30 days; never its secret.")
@Mark(Mark.Effect.READ_ONLY)
final class KeyShowCommand extends KeyVerb {
    private static final int DAYS = 30;

    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String tenant = "";

    @Parameters(index = "1", paramLabel = "KEY", description = "Its beginning, as 'key list' shows it, or its id.")
    private String reference = "";

    KeyShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant owner = tenant(tenant);
        ApiKeyRegistry keys = keys();
        ApiKey key = keys.find(owner.id(), reference);
        Instant now = session().clock().instant();
        List<ApiKeys.DailyUse> days = keys.usage(
                owner.id(), key.id(), LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS));
        Map<String, @Nullable Object> head = KeyView.tree(owner, key, now);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(head);
        tree.put("days", days.stream().map(KeyShowCommand::tree).toList());
        session().console().print(Document.of(tree, page -> {
            head.put("scopes", String.join(", ", KeyView.scopes(key)));
            head.put(
                    "networks",
                    key.networks().isEmpty() ? "everywhere" : key.networks().toString());
            page.fields(head);
            if (!days.isEmpty()) {
                Table table = Table.of("DAY", "ACCEPTED", "REFUSED");
                days.forEach(day -> table.row(day.day(), day.accepted(), day.refused()));
                page.line("");
                page.table(table);
            }
        }));
        return OK;
    }

    private static Map<String, @Nullable Object> tree(ApiKeys.DailyUse day) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("day", day.day());
        tree.put("accepted", day.accepted());
        tree.put("refused", day.refused());
        return tree;
    }
}
