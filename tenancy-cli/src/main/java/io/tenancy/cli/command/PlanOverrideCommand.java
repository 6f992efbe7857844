package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.tenant.Tenant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "override",
        description = {
            "Say what a tenant has of a feature, whatever its plan says; without VALUE with --remove, let the plan decide again.",
            "The reason is shown by 'plan explain'."
        })
@Mark(Mark.Effect.CHANGES)
final class PlanOverrideCommand extends PlanVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", paramLabel = "FEATURE", description = "A feature that tenancy.yaml declares.")
    private String feature = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "true, false, 200, unlimited, '10 GB', or an option.")
    private @Nullable String value;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When it ends by itself: 2027-01-31 (00:00 UTC) or 2027-01-31T09:00:00Z.")
    private @Nullable String until;

    @Option(names = "--remove", description = "Let the plan decide again.")
    private boolean remove;

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    PlanOverrideCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (remove == (value != null) || (remove && until != null)) {
            throw CommandException.usage("Give either a VALUE or --remove", "For example: plan override acme users 25");
        }
        Attribution by = attribution.attribution(remove ? "Override removed by hand" : "Overridden by hand");
        Feature known = declared()
                .feature(feature)
                .orElseThrow(() -> CommandException.usage(
                        "tenancy.yaml declares no feature of that name",
                        "It declares "
                                + String.join(
                                        ", ",
                                        features().stream().map(Feature::key).toList())));
        FeatureValue wanted = value == null ? null : parse(known, value);
        Instant end =
                until == null ? null : Times.ahead("--until", until, session().clock());
        Tenant tenant = tenant(key);
        PlanRegistry plans = plans();
        String sentence;
        if (wanted == null) {
            sentence = plans.removeOverride(tenant.id(), known.key(), by)
                    ? "The plan of " + tenant.key() + " decides on " + known.key() + " again"
                    : "Tenant " + tenant.key() + " had no override of " + known.key();
        } else {
            plans.override(tenant.id(), new FeatureOverride(known.key(), wanted, end, by.reason()), by);
            sentence = "Tenant " + tenant.key() + " has " + known.key() + " = " + known.format(wanted)
                    + (end == null ? "" : " until " + end);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("feature", known.key());
        tree.put("value", wanted == null ? null : known.format(wanted));
        tree.put("until", end);
        session()
                .console()
                .print(Document.of(tree, page -> page.line(page.style().good("ok") + "  " + page.safe(sentence))));
        return OK;
    }

    private static FeatureValue parse(Feature feature, String typed) {
        try {
            return feature.parse(typed);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("That is no value: " + e.getMessage(), "Write a size in quotes: '10 GB'");
        }
    }
}
