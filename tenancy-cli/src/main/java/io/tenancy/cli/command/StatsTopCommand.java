package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.observation.ObservationReports.Rank;
import io.tenancy.jdbc.observation.ObservedTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "top",
        description = "List the tenants with most requests, most errors, or that keep the application busy longest.")
@Mark(Mark.Effect.READ_ONLY)
final class StatsTopCommand extends StatsVerb {
    @Option(names = "--by", paramLabel = "WHAT", description = "By what: ${COMPLETION-CANDIDATES} (default: REQUESTS).")
    private Rank by = Rank.REQUESTS;

    @Option(names = "--hours", paramLabel = "N", description = "How far to look back, up to 2160 (default: 24).")
    private long hours = 24;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, up to 1000 (default: 10).")
    private int limit = 10;

    StatsTopCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        requireLimit(limit);
        Instant since = since("--hours", hours, Duration.ofHours(1));
        List<ObservedTenant> top =
                reports().top(by, since, session().clock().instant().plusSeconds(60), limit);
        session()
                .console()
                .print(Document.list(top.stream().map(StatsTopCommand::tree).toList(), page -> {
                    if (!top.isEmpty()) {
                        page.table(table(top));
                    }
                }));
        if (top.isEmpty()) {
            session().console().note(by == Rank.ERRORS ? "Nobody had errors" : "No requests were observed");
        }
        return OK;
    }

    private static Table table(List<ObservedTenant> top) {
        Table table =
                Table.of("TENANT", "REQUESTS", "ERRORS", "ERROR RATE", "MEDIAN", "95 %", "99 %", "SLOWEST", "BUSY");
        top.forEach(one -> table.row(
                one.key(),
                one.period().requests(),
                one.period().errors(),
                ServiceView.rate(one.period()),
                ServiceView.time(one.period().percentile(50)),
                ServiceView.time(one.period().percentile(95)),
                ServiceView.time(one.period().percentile(99)),
                ServiceView.time(one.period().slowest()),
                ServiceView.time(one.period().total())));
        return table;
    }

    private static Map<String, @Nullable Object> tree(ObservedTenant one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", one.key());
        tree.putAll(ServiceView.tree(one.period()));
        tree.put("busyMillis", ServiceView.millis(one.period().total()));
        return tree;
    }
}
