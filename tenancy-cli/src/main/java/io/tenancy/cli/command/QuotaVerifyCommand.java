package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.metering.GaugeDrift;
import io.tenancy.jdbc.metering.GaugeTable;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.usage.GaugeSource;
import io.tenancy.usage.Meter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Count again what gauges follow, and compare; also whether the database follows them as tenancy.yaml says.",
            "Exits with 1 if anything is wrong. 'quota repair' sets counts right."
        })
@Mark(Mark.Effect.READ_ONLY)
final class QuotaVerifyCommand extends UsageVerb {
    @Parameters(arity = "0..1", paramLabel = "METER", description = "Only this gauge.")
    private @Nullable String meter;

    QuotaVerifyCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<Meter> gauges = gauges(meter);
        UsageRegistry usage = usage();
        List<GaugeTable> tables = usage.gauges();
        List<String> problems = new ArrayList<>();
        List<GaugeDrift> wrong = new ArrayList<>();
        for (Meter gauge : gauges) {
            declared(gauge, tables, problems);
            wrong.addAll(usage.verify(gauge.key()));
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("gauges", gauges.stream().map(Meter::key).toList());
        tree.put("problems", problems);
        tree.put("wrong", wrong.stream().map(DriftView::tree).toList());
        session().console().print(Document.of(tree, page -> {
            problems.forEach(page::line);
            if (!wrong.isEmpty()) {
                page.table(DriftView.table(wrong));
            }
            if (problems.isEmpty() && wrong.isEmpty()) {
                page.line(gauges.size() + (gauges.size() == 1 ? " gauge shows" : " gauges show") + " what there is");
            }
        }));
        if (!wrong.isEmpty()) {
            session()
                    .console()
                    .note("Set it right with: tenancyctl quota repair "
                            + wrong.get(0).meter());
        }
        return problems.isEmpty() && wrong.isEmpty() ? OK : FINDINGS;
    }

    private static void declared(Meter gauge, List<GaugeTable> tables, List<String> problems) {
        List<GaugeTable> own = tables.stream()
                .filter(table -> table.meter().equals(gauge.key()))
                .toList();
        if (own.isEmpty()) {
            problems.add(gauge.key() + ": no table is counted; a migration lacks: " + lacking(gauge));
        }
        for (GaugeTable table : own) {
            if (!Objects.equals(table.feature(), gauge.feature())) {
                problems.add(gauge.key() + ": " + table.table() + " is limited by " + table.feature()
                        + " in the database, by " + gauge.feature() + " in tenancy.yaml");
            }
            if (gauge.feature() != null && table.hard() != gauge.hard()) {
                problems.add(gauge.key() + ": the limit of " + table.table() + " is "
                        + (table.hard() ? "hard" : "soft") + " in the database, "
                        + (gauge.hard() ? "hard" : "soft") + " in tenancy.yaml");
            }
        }
    }

    private static String lacking(Meter gauge) {
        GaugeSource source = Objects.requireNonNull(gauge.source());
        return source.column() == null
                ? "select tenancy.meter('" + source.table() + "', '" + gauge.key() + "');"
                : "select tenancy.meter_bytes('" + source.table() + "', '" + source.column() + "', '" + gauge.key()
                        + "');";
    }
}
