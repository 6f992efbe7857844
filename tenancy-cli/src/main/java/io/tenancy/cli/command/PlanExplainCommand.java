package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.entitlement.Entitlement;
import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.HeldPlan;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Tell what a tenant has, and what decided it: an override, add-ons, the plan, or nothing.")
@Mark(Mark.Effect.READ_ONLY)
final class PlanExplainCommand extends PlanVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FEATURE", description = "Only this feature.")
    private @Nullable String feature;

    PlanExplainCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<Feature> asked = features().stream()
                .filter(one -> feature == null || one.key().equals(feature))
                .toList();
        if (asked.isEmpty()) {
            throw CommandException.usage(
                    "tenancy.yaml declares no feature of that name",
                    "It declares "
                            + String.join(
                                    ", ", features().stream().map(Feature::key).toList()));
        }
        Tenant tenant = tenant(key);
        Entitlements entitlements = Entitlements.of(
                asked, plans().holding(tenant.id()), session().clock().instant());
        session().console().print(Document.of(tree(tenant, entitlements), page -> {
            Table table = Table.of("FEATURE", "VALUE", "DECIDED BY", "BECAUSE", "UNTIL");
            entitlements
                    .all()
                    .forEach(one -> table.row(
                            one.feature().key(),
                            one.feature().format(one.value()),
                            one.source()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', '-'),
                            one.because().isEmpty() ? null : String.join(", ", one.because()),
                            one.until()));
            page.table(table);
        }));
        if (entitlements.plan() == null) {
            session()
                    .console()
                    .note("Tenant " + tenant.key() + " holds no plan; give it one with: tenancyctl plan assign "
                            + tenant.key() + " PLAN");
        }
        return OK;
    }

    private static Map<String, @Nullable Object> tree(Tenant tenant, Entitlements entitlements) {
        HeldPlan plan = entitlements.plan();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("plan", plan == null ? null : plan.key());
        tree.put("version", plan == null ? null : plan.version());
        tree.put(
                "features",
                entitlements.all().stream().map(PlanExplainCommand::tree).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(Entitlement one) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("feature", one.feature().key());
        tree.put("type", one.feature().type());
        tree.put("value", PlanView.value(one.value()));
        tree.put("decidedBy", one.source());
        tree.put("because", one.because());
        tree.put("until", one.until());
        return tree;
    }
}
