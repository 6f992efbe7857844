package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.observation.ErrorGroup;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "errors",
        description = {
            "List the errors of a tenant or of all, in groups: by type, and by where in the application they come from.",
            "What they said is not kept, since it may hold a row's content."
        })
@Mark(Mark.Effect.READ_ONLY)
final class StatsErrorsCommand extends StatsVerb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The key of one tenant, such as acme.")
    private @Nullable String key;

    @Option(names = "--days", paramLabel = "N", description = "How far to look back, up to 90 (default: 7).")
    private long days = 7;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, up to 1000 (default: 20).")
    private int limit = 20;

    StatsErrorsCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        requireLimit(limit);
        Instant since = since("--days", days, Duration.ofDays(1));
        Tenant tenant = chosen(key);
        List<ErrorGroup> groups = reports()
                .errors(
                        tenant == null ? null : tenant.id(),
                        since,
                        session().clock().instant().plusSeconds(60),
                        limit);
        session()
                .console()
                .print(Document.list(
                        groups.stream().map(StatsErrorsCommand::tree).toList(), page -> {
                            if (!groups.isEmpty()) {
                                Table table = Table.of("GROUP", "TIMES", "FIRST", "LAST", "ERROR", "WHERE");
                                groups.forEach(one -> table.row(
                                        one.fingerprint(),
                                        one.count(),
                                        one.firstAt(),
                                        one.lastAt(),
                                        one.exception(),
                                        one.frames().isEmpty()
                                                ? null
                                                : one.frames().get(0)));
                                page.table(table);
                            }
                        }));
        if (groups.isEmpty()) {
            session().console().note("No errors in " + (days == 1 ? "a day" : days + " days"));
        }
        return OK;
    }

    private static Map<String, @Nullable Object> tree(ErrorGroup one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("fingerprint", one.fingerprint());
        tree.put("exception", one.exception());
        tree.put("frames", one.frames());
        tree.put("count", one.count());
        tree.put("firstAt", one.firstAt());
        tree.put("lastAt", one.lastAt());
        return tree;
    }
}
