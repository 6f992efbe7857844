package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.metering.GaugeDrift;
import io.tenancy.jdbc.provision.Attribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "repair",
        description = {
            "Count again what a gauge follows, and set it right. Nobody writes to its tables meanwhile.",
            "What was wrong is told; the audit trail keeps who did it."
        })
@Mark(Mark.Effect.CHANGES)
final class QuotaRepairCommand extends UsageVerb {
    @Parameters(paramLabel = "METER", description = "A gauge that tenancy.yaml declares.")
    private String meter = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    QuotaRepairCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        String gauge = gauges(meter).get(0).key();
        Attribution by = attribution.attribution("Gauge " + gauge + " counted again");
        List<GaugeDrift> wrong = usage().repair(gauge, by);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("meter", gauge);
        tree.put("corrected", wrong.stream().map(DriftView::tree).toList());
        session().console().print(Document.of(tree, page -> {
            if (!wrong.isEmpty()) {
                page.table(DriftView.table(wrong));
            }
            page.line(
                    wrong.isEmpty()
                            ? gauge + " showed what there is"
                            : gauge + " is right again for " + wrong.size()
                                    + (wrong.size() == 1 ? " tenant" : " tenants"));
        }));
        return OK;
    }
}
