package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.PlanCatalog;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show what a published version of a plan says.")
@Mark(Mark.Effect.READ_ONLY)
final class PlanShowCommand extends PlanVerb {
    @Parameters(paramLabel = "PLAN", description = "The key of the plan, or a version of it: starter@2.")
    private String plan = "";

    PlanShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        PlanReference wanted = PlanReference.parse(plan);
        Plan found = plans().require(wanted.key(), wanted.version());
        PlanCatalog declared = session().connections().config().plans();
        session().console().print(Document.of(PlanView.fields(found), page -> {
            Map<String, @Nullable Object> head = PlanView.head(found);
            head.put("prices", PlanView.prices(found));
            page.fields(head);
            if (!found.values().isEmpty()) {
                Table table = Table.of("FEATURE", "VALUE");
                found.values().forEach((key, value) -> table.row(key, text(declared, key, value)));
                page.line("");
                page.table(table);
            }
        }));
        return OK;
    }

    /** A size with its unit, if the file tells that it is one. */
    private static String text(PlanCatalog declared, String key, FeatureValue value) {
        Feature feature = declared.feature(key).orElse(null);
        try {
            return feature == null ? value.toString() : feature.format(value);
        } catch (IllegalArgumentException e) {
            return value + " (not as tenancy.yaml declares it)";
        }
    }
}
