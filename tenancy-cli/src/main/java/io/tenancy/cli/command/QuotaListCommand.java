package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.usage.GaugeSource;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the meters of tenancy.yaml: what they count, and what limits them.")
@Mark(Mark.Effect.READ_ONLY)
final class QuotaListCommand extends UsageVerb {
    QuotaListCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Collection<Meter> meters = meters();
        session()
                .console()
                .print(Document.list(meters.stream().map(QuotaListCommand::tree).toList(), page -> {
                    Table table = Table.of("METER", "CLASS", "WINDOW", "LIMITED BY", "LIMIT", "COUNTS", "TOLD AT %");
                    meters.forEach(meter -> table.row(
                            meter.key(),
                            kind(meter) + (meter.block() > 0 ? ", blocks of " + meter.block() : ""),
                            meter.kind() == MeterKind.GAUGE
                                    ? null
                                    : meter.window().words(),
                            meter.feature(),
                            meter.feature() == null ? null : meter.hard() ? "hard" : "soft",
                            counts(meter.source()),
                            told(meter)));
                    page.table(table);
                }));
        return OK;
    }

    private static @Nullable String told(Meter meter) {
        return meter.feature() == null || meter.thresholds().isEmpty()
                ? null
                : String.join(
                        " ", meter.thresholds().stream().map(String::valueOf).toList());
    }

    private static @Nullable String counts(@Nullable GaugeSource source) {
        return source == null
                ? null
                : source.column() == null ? "rows of " + source.table() : source.table() + "." + source.column();
    }

    private static Map<String, @Nullable Object> tree(Meter meter) {
        GaugeSource source = meter.source();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("meter", meter.key());
        tree.put("class", kind(meter));
        tree.put("window", meter.window().words());
        tree.put("feature", meter.feature());
        tree.put("hard", meter.hard());
        tree.put("thresholds", meter.thresholds());
        tree.put("block", meter.block());
        tree.put("table", source == null ? null : source.table());
        tree.put("column", source == null ? null : source.column());
        return tree;
    }
}
