package io.tenancy.config;

import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureType;
import io.tenancy.entitlement.PlanCatalog;
import io.tenancy.usage.GaugeSource;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import io.tenancy.usage.MeterKind;
import io.tenancy.usage.PlanChange;
import io.tenancy.usage.UsageWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the section {@code meters}. */
final class MeterSection {
    private static final int LARGEST_BLOCK = 1_000_000;

    private final Problems problems;

    MeterSection(Problems problems) {
        this.problems = problems;
    }

    MeterCatalog read(@Nullable Node node, PlanCatalog plans) {
        List<Meter> meters = new ArrayList<>();
        Section.entries(
                        node,
                        "meters",
                        Meter::isKey,
                        "must be 1 to 63 of a-z, 0-9 and underscore, beginning with a letter",
                        problems)
                .forEach((key, entry) -> {
                    Meter meter = meter(key, entry, plans);
                    if (meter != null) {
                        meters.add(meter);
                    }
                });
        return MeterCatalog.of(meters);
    }

    private @Nullable Meter meter(String key, Section.Located entry, PlanCatalog plans) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.METER, problems);
        String kind = word(section.required("class"), ConfigKeys.METER_CLASSES);
        String limit = word(section.text("limit"), ConfigKeys.METER_LIMITS);
        UsageWindow window = window(section.text("window"));
        String feature = feature(section.text("feature"), plans);
        List<Integer> thresholds = thresholds(section.node("thresholds"), entry.path() + ".thresholds");
        String planChange = word(section.text("onPlanChange"), ConfigKeys.METER_PLAN_CHANGES);
        int block = (int) section.number("block", LARGEST_BLOCK).orElse(0);
        Section.Located table = section.text("table");
        Section.Located column = section.text("column");
        if (kind == null || !isName(table, ConfigKeys.TABLE) || !isName(column, ConfigKeys.COLUMN)) {
            return null;
        }
        MeterKind known = MeterKind.valueOf(kind.toUpperCase(Locale.ROOT));
        GaugeSource source = known == MeterKind.GAUGE || table != null
                ? new GaugeSource(table == null ? key : table.value(), column == null ? null : column.value())
                : null;
        UsageWindow usual = known == MeterKind.GAUGE ? UsageWindow.lifetime() : UsageWindow.month();
        boolean hard = limit == null ? known != MeterKind.BUFFERED : limit.equals("hard");
        try {
            return new Meter(
                    key,
                    known,
                    window == null ? usual : window,
                    feature,
                    hard,
                    thresholds,
                    source,
                    block,
                    planChange == null ? PlanChange.CARRY : PlanChange.valueOf(planChange.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            problems.add(entry.node(), entry.path() + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable String word(Section.@Nullable Located text, Set<String> words) {
        if (text == null || words.contains(text.value())) {
            return text == null ? null : text.value();
        }
        problems.add(
                text.node(),
                text.path() + " must be one of " + String.join(", ", words)
                        + Spelling.nearest(text.value(), words)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""));
        return null;
    }

    private @Nullable UsageWindow window(Section.@Nullable Located text) {
        if (text == null) {
            return null;
        }
        try {
            return UsageWindow.parse(text.value());
        } catch (IllegalArgumentException e) {
            problems.add(text.node(), text.path() + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable String feature(Section.@Nullable Located text, PlanCatalog plans) {
        if (text == null) {
            return null;
        }
        Feature feature = plans.feature(text.value()).orElse(null);
        if (feature == null) {
            // With another problem in the file there is no catalogue; that one is told then, and not this.
            if (problems.isEmpty()) {
                problems.add(
                        text.node(),
                        text.path() + " names a feature that is not declared under features"
                                + Spelling.suggestion(
                                        text.value(),
                                        plans.features().stream()
                                                .map(Feature::key)
                                                .collect(java.util.stream.Collectors.toSet())));
            }
            return null;
        }
        if (feature.type() != FeatureType.INTEGER && feature.type() != FeatureType.SIZE) {
            problems.add(text.node(), text.path() + " must be a feature that is an integer or a size");
            return null;
        }
        return feature.key();
    }

    private List<Integer> thresholds(@Nullable Node node, String path) {
        if (node == null) {
            return Meter.USUAL_THRESHOLDS;
        }
        List<Integer> percents = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node one : list.getValue()) {
                if (one instanceof ScalarNode scalar && scalar.getValue().matches("[1-9]\\d{0,3}")) {
                    percents.add(Integer.parseInt(scalar.getValue()));
                } else {
                    problems.add(one, path + " has whole per cents of the limit, such as 80");
                }
            }
        } else {
            problems.add(node, path + " must be a list, not " + Section.kind(node));
        }
        return percents;
    }

    private boolean isName(Section.@Nullable Located text, java.util.regex.Pattern form) {
        if (text != null && !form.matcher(text.value()).matches()) {
            problems.add(text.node(), text.path() + " must be a name: letters, digits and underscores");
            return false;
        }
        return true;
    }
}
