package io.tenancy.config;

import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.security.DetectionRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code alerts.detection}: what is said there about a rule that is there anyway changes it, every other is one more. */
final class DetectionSection {
    private static final long MOST = 1_000_000;
    private static final Duration USUAL_ACTION = Duration.ofMinutes(15);

    private final Problems problems;
    private final Map<String, DetectionRule> rules = new LinkedHashMap<>();

    DetectionSection(Problems problems) {
        this.problems = problems;
        DetectionRule.defaults().forEach(rule -> rules.put(rule.name(), rule));
    }

    List<DetectionRule> read(@Nullable Node node) {
        Section.entries(
                        node,
                        "alerts.detection",
                        ConfigKeys::isName,
                        "must be 1 to 63 of a-z, 0-9, underscore and inner hyphens, beginning with a letter",
                        problems)
                .forEach(this::rule);
        return new ArrayList<>(rules.values());
    }

    private void rule(String name, Section.Located entry) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.DETECTION, problems);
        DetectionRule known = rules.get(name);
        Section.Located event = known == null ? section.required("event") : section.text("event");
        Section.Located within = known == null ? section.required("within") : section.text("within");
        OptionalLong count = section.number("count", MOST);
        if (known == null && count.isEmpty()) {
            problems.add(entry.node(), entry.path() + " lacks 'count'");
        }
        String by = word(section.text("by"), ConfigKeys.DETECTION_BY);
        String severity = word(section.text("severity"), ConfigKeys.ALERT_SEVERITIES);
        Section.Located action = section.text("action");
        Section.Located lasting = section.text("for");
        if (known == null && (event == null || within == null || count.isEmpty())) {
            return;
        }
        try {
            rules.put(
                    name,
                    new DetectionRule(
                            name,
                            event != null ? event.value() : known == null ? "" : known.kind(),
                            by != null
                                    ? DetectionRule.By.valueOf(by)
                                    : known == null ? DetectionRule.By.SUBJECT : known.by(),
                            (int) count.orElse(known == null ? 0 : known.threshold()),
                            within != null ? time(within) : known == null ? Duration.ZERO : known.window(),
                            severity != null
                                    ? AlertSeverity.valueOf(severity)
                                    : known == null ? AlertSeverity.WARNING : known.severity(),
                            action != null ? action.value() : known == null ? null : known.action(),
                            lasting != null ? time(lasting) : USUAL_ACTION));
        } catch (IllegalArgumentException e) {
            problems.add(entry.node(), entry.path() + ": " + e.getMessage());
        }
    }

    private @Nullable String word(Section.@Nullable Located text, Set<String> words) {
        if (text == null) {
            return null;
        }
        if (!words.contains(text.value())) {
            problems.add(text.node(), text.path() + " must be one of " + String.join(", ", words));
            return null;
        }
        return text.value().toUpperCase(Locale.ROOT);
    }

    private Duration time(Section.Located text) {
        Matcher form = ConfigKeys.RATE_LIMIT_PER.matcher(text.value());
        if (!form.matches()) {
            problems.add(text.node(), text.path() + " must be a time such as 15 minutes");
            return USUAL_ACTION;
        }
        long count = form.group(1) == null ? 1 : Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "second" -> Duration.ofSeconds(count);
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
