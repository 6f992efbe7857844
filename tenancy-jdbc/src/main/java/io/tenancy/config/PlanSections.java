package io.tenancy.config;

import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureType;
import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.PlanCatalog;
import io.tenancy.entitlement.Price;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the sections {@code features} and {@code plans}. */
final class PlanSections {
    private static final long MOST_MINOR_UNITS = 1_000_000_000_000L;

    private final Problems problems;

    PlanSections(Problems problems) {
        this.problems = problems;
    }

    PlanCatalog read(@Nullable Node features, @Nullable Node plans) {
        Map<String, Feature> known = new LinkedHashMap<>();
        Section.entries(
                        features,
                        "features",
                        Feature::isKey,
                        "must be 1 to 63 of a-z, 0-9 and underscore, beginning with a letter",
                        problems)
                .forEach((key, entry) -> {
                    Feature feature = feature(key, entry);
                    if (feature != null) {
                        known.put(key, feature);
                    }
                });
        List<Plan> sold = new ArrayList<>();
        Section.entries(
                        plans,
                        "plans",
                        Plan::isKey,
                        "must be 1 to 63 of a-z, 0-9, underscore and inner hyphens, beginning with a letter",
                        problems)
                .forEach((key, entry) -> sold.add(plan(key, entry, known)));
        return problems.isEmpty() ? PlanCatalog.of(known.values(), sold) : PlanCatalog.EMPTY;
    }

    private @Nullable Feature feature(String key, Section.Located entry) {
        if (entry.node() instanceof SequenceNode list) {
            return choice(key, entry, list);
        }
        String type = entry.node() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!ConfigKeys.FEATURE_TYPES.contains(type)) {
            problems.add(
                    entry.node(),
                    entry.path() + " must be one of " + String.join(", ", ConfigKeys.FEATURE_TYPES)
                            + ", or a list of options"
                            + Spelling.nearest(type, ConfigKeys.FEATURE_TYPES)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""));
            return null;
        }
        return new Feature(key, FeatureType.valueOf(type.toUpperCase(java.util.Locale.ROOT)), List.of());
    }

    private @Nullable Feature choice(String key, Section.Located entry, SequenceNode list) {
        List<String> options = new ArrayList<>();
        for (Node node : list.getValue()) {
            String option = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!Feature.isOption(option)) {
                problems.add(node, entry.path() + " has options of a-z, 0-9, _/+-, and none called 'none'");
                return null;
            }
            if (options.contains(option)) {
                problems.add(node, entry.path() + " has this option already");
                return null;
            }
            options.add(option);
        }
        if (options.isEmpty()) {
            problems.add(entry.node(), entry.path() + " must have an option at least");
            return null;
        }
        return Feature.choice(key, options);
    }

    private Plan plan(String key, Section.Located entry, Map<String, Feature> known) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.PLAN, problems);
        Section.Located name = section.text("name");
        if (name != null && name.value().length() > 100) {
            problems.add(name.node(), name.path() + " has 100 characters at most");
        }
        boolean contactSales = section.flag("contactSales");
        List<Price> prices = prices(section, entry.path());
        if (contactSales && !prices.isEmpty()) {
            problems.add(entry.node(), entry.path() + " is sold by talking, so it has no prices");
        }
        Plan.Terms terms = new Plan.Terms(
                (int) section.number("trialDays", 730).orElse(0),
                (int) section.number("graceDays", 365).orElse(0),
                contactSales);
        return new Plan(
                key,
                1,
                name == null || name.value().length() > 100 ? key : name.value(),
                section.flag("addOn") ? Plan.Kind.ADD_ON : Plan.Kind.BASE,
                contactSales ? List.of() : prices,
                terms,
                values(section.node("features"), entry.path() + ".features", known));
    }

    private List<Price> prices(Section section, String path) {
        List<Price> prices = new ArrayList<>();
        Section.entries(
                        section.node("prices"),
                        path + ".prices",
                        PlanSections::isCurrency,
                        "must be a currency of ISO 4217, such as USD",
                        problems)
                .forEach((code, entry) -> {
                    Section amounts = Section.read(entry.node(), entry.path(), ConfigKeys.PRICE, problems);
                    OptionalLong monthly = amounts.number("monthly", MOST_MINOR_UNITS);
                    OptionalLong yearly = amounts.number("yearly", MOST_MINOR_UNITS);
                    if (monthly.isPresent() || yearly.isPresent()) {
                        prices.add(new Price(Currency.getInstance(code), monthly, yearly));
                    } else {
                        problems.add(
                                entry.node(), entry.path() + " needs monthly or yearly, in minor units: 2900 is 29.00");
                    }
                });
        return prices;
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency ->
                        currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0);
    }

    private Map<String, FeatureValue> values(@Nullable Node node, String path, Map<String, Feature> known) {
        Map<String, FeatureValue> values = new LinkedHashMap<>();
        Section.entries(node, path, key -> true, "", problems).forEach((key, entry) -> {
            Feature feature = known.get(key);
            if (feature == null) {
                problems.add(
                        entry.node(),
                        path + " names a feature that is not declared under features"
                                + Spelling.suggestion(key, known.keySet()));
            } else if (entry.node() instanceof ScalarNode scalar) {
                try {
                    values.put(key, feature.parse(scalar.getValue()));
                } catch (IllegalArgumentException e) {
                    problems.add(entry.node(), path + ": " + e.getMessage());
                }
            } else {
                problems.add(entry.node(), entry.path() + " must be a value, not " + Section.kind(entry.node()));
            }
        });
        return values;
    }
}
