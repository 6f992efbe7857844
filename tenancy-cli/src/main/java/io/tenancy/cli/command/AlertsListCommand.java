package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.alert.AlertDeliveries;
import io.tenancy.jdbc.alert.AlertDelivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List what went to whom, the latest first: delivered, or waiting for a sink that is down.")
@Mark(Mark.Effect.READ_ONLY)
final class AlertsListCommand extends Verb {
    private static final int MOST = 1000;

    @Option(names = "--state", paramLabel = "STATE", description = "Only this state: ${COMPLETION-CANDIDATES}.")
    private AlertDelivery.@Nullable State state;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, up to 1000 (default: 100).")
    private int limit = 100;

    AlertsListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw CommandException.usage("--limit is 1 to " + MOST + ", not " + limit, "Give another --limit");
        }
        List<AlertDelivery> found = AlertDeliveries.over(session().connections().controlled(ConnectionRole.ADMIN))
                .list(state, limit);
        session()
                .console()
                .print(Document.list(found.stream().map(AlertsListCommand::tree).toList(), page -> {
                    if (!found.isEmpty()) {
                        Table table =
                                Table.of("LAST", "TENANT", "SEVERITY", "ALERT", "TIMES", "SINK", "STATE", "FAILURE");
                        found.forEach(one -> table.row(
                                one.lastAt(),
                                one.tenant(),
                                one.severity(),
                                one.title() + (one.subject().isEmpty() ? "" : " (" + one.subject() + ")"),
                                one.times(),
                                one.sink(),
                                one.state(),
                                one.failure()));
                        page.table(table);
                    }
                }));
        if (found.isEmpty()) {
            session().console().note("Nobody was told anything" + (state == null ? " yet" : " in that state"));
        }
        return OK;
    }

    private static Map<String, @Nullable Object> tree(AlertDelivery one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", one.id());
        tree.put("tenant", one.tenant());
        tree.put("event", one.event());
        tree.put("severity", one.severity());
        tree.put("subject", one.subject());
        tree.put("title", one.title());
        tree.put("times", one.times());
        tree.put("firstAt", one.firstAt());
        tree.put("lastAt", one.lastAt());
        tree.put("rule", one.rule());
        tree.put("sink", one.sink());
        tree.put("state", one.state());
        tree.put("attempts", one.attempts());
        tree.put("deliveredAt", one.deliveredAt());
        tree.put("failure", one.failure());
        return tree;
    }
}
