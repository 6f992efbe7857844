package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.observation.PlatformStatistics.TableSize;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "sizes",
        description = {
            "List how much the tables hold: of all tenants on disk, with indexes, rows as the server estimates them;",
            "of one tenant its rows, counted, and their bytes, which reads them all."
        })
@Mark(Mark.Effect.READ_ONLY)
final class StatsSizesCommand extends StatsVerb {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final int STEP = 1000;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TENANT",
            description = "The key of one tenant, such as acme.")
    private @Nullable String key;

    StatsSizesCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = chosen(key);
        List<TableSize> sizes =
                tenant == null ? statistics().sizes() : statistics().sizes(tenant);
        session()
                .console()
                .print(Document.list(sizes.stream().map(StatsSizesCommand::tree).toList(), page -> {
                    if (!sizes.isEmpty()) {
                        Table table = Table.of("TABLE", "ROWS", "SIZE");
                        sizes.forEach(one -> table.row(one.table(), one.rows(), size(one.bytes())));
                        table.row(
                                "all",
                                sizes.stream().mapToLong(TableSize::rows).sum(),
                                size(sizes.stream().mapToLong(TableSize::bytes).sum()));
                        page.table(table);
                    }
                }));
        if (sizes.isEmpty()) {
            session().console().note("There are no tenant tables; make one with tenancy.isolate(..) in a migration");
        }
        return OK;
    }

    private static String size(long bytes) {
        double rest = bytes;
        int unit = 0;
        while (rest >= STEP && unit < UNITS.length - 1) {
            rest /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", rest, UNITS[unit]);
    }

    private static Map<String, @Nullable Object> tree(TableSize one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("table", one.table());
        tree.put("rows", one.rows());
        tree.put("bytes", one.bytes());
        return tree;
    }
}
