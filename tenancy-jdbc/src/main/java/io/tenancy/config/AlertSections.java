package io.tenancy.config;

import io.tenancy.jdbc.alert.AlertRule;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.alert.SinkSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the section {@code alerts}. */
final class AlertSections {
    private static final long MOST_REQUESTS = 999_999_999;
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(15);

    private final Problems problems;
    private final Map<String, String> environment;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<SinkSettings> sinks = new ArrayList<>();
    private final List<AlertRule> rules = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    AlertSections(Problems problems, Map<String, String> environment) {
        this.problems = problems;
        this.environment = environment;
    }

    AlertSettings read(@Nullable Node node) {
        if (node == null) {
            return AlertSettings.NONE;
        }
        Section section = Section.read(node, "alerts", ConfigKeys.ALERTS, problems);
        String rule = "must be 1 to 63 of a-z, 0-9, underscore and inner hyphens, beginning with a letter";
        Section.entries(section.node("sinks"), "alerts.sinks", ConfigKeys::isName, rule, problems)
                .forEach(this::sink);
        Section.entries(section.node("rules"), "alerts.rules", ConfigKeys::isName, rule, problems)
                .forEach(this::rule);
        return new AlertSettings(
                rules,
                sinks,
                missing,
                errorRate(section.node("errorRate")),
                new DetectionSection(problems).read(section.node("detection")));
    }

    private void sink(String name, Section.Located entry) {
        names.add(name);
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.ALERT_SINK, problems);
        Section.Located type = section.required("type");
        if (type == null) {
            return;
        }
        if (!ConfigKeys.ALERT_SINK_TYPES.contains(type.value())) {
            problems.add(
                    type.node(),
                    type.path() + " must be one of " + String.join(", ", ConfigKeys.ALERT_SINK_TYPES)
                            + Spelling.nearest(type.value(), ConfigKeys.ALERT_SINK_TYPES)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""));
            return;
        }
        if (type.value().equals(ConfigKeys.ALERT_SINK_CODE)) {
            return;
        }
        boolean pager = type.value().equals("pagerduty");
        @Nullable String url = variable(name, pager ? section.text("url") : section.required("url"));
        @Nullable String key = variable(name, pager ? section.required("routingKey") : null);
        if ((pager ? key : url) != null) {
            open(name, SinkSettings.Type.valueOf(type.value().toUpperCase(Locale.ROOT)), url, key);
        }
    }

    private void open(String name, SinkSettings.Type type, @Nullable String url, @Nullable String key) {
        try {
            URI address = url == null ? null : URI.create(url);
            if (address != null
                    && (address.getHost() == null
                            || !String.valueOf(address.getScheme()).matches("https?"))) {
                throw new IllegalArgumentException("no web address");
            }
            sinks.add(new SinkSettings(name, type, address, key));
        } catch (IllegalArgumentException e) {
            missing.add(name + ": its variable holds no web address");
        }
    }

    /** Addresses and keys are secrets, so they stand in the environment only. */
    private @Nullable String variable(String sink, Section.@Nullable Located text) {
        if (text == null) {
            return null;
        }
        if (!ConfigKeys.PASSWORD.matcher(text.value()).matches()) {
            problems.add(
                    text.node(),
                    text.path() + " must not stand in the file; name an environment variable as \"${NAME}\"");
            return null;
        }
        String variable = text.value().substring(2, text.value().length() - 1);
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            missing.add(sink + ": " + variable);
            return null;
        }
        return value;
    }

    private void rule(String name, Section.Located entry) {
        Section section = Section.read(entry.node(), entry.path(), ConfigKeys.ALERT_RULE, problems);
        Set<String> events = new LinkedHashSet<>();
        for (Section.Located event : section.texts("on")) {
            if (AlertRule.isPattern(event.value())) {
                events.add(event.value());
            } else {
                problems.add(
                        event.node(), event.path() + " must be an event such as tenant.suspended, or tenant. for all");
            }
        }
        List<String> to = new ArrayList<>();
        for (Section.Located sink : section.texts("sinks")) {
            if (names.contains(sink.value())) {
                to.add(sink.value());
            } else {
                problems.add(sink.node(), sink.path() + " is no sink" + Spelling.suggestion(sink.value(), names));
            }
        }
        AlertSeverity atLeast = severity(section.text("atLeast"));
        Duration window = window(section.text("window"));
        if (events.isEmpty() || to.isEmpty()) {
            problems.add(entry.node(), entry.path() + " needs on and sinks");
        } else {
            rules.add(new AlertRule(name, events, atLeast, to, window));
        }
    }

    private ErrorRate errorRate(@Nullable Node node) {
        ErrorRate usual = ErrorRate.DEFAULT;
        if (node == null) {
            return usual;
        }
        Section section = Section.read(node, "alerts.errorRate", ConfigKeys.ALERT_ERROR_RATE, problems);
        Section.Located within = section.text("within");
        try {
            return new ErrorRate(
                    percent(section.text("warning"), usual.warning()),
                    percent(section.text("critical"), usual.critical()),
                    section.number("requests", MOST_REQUESTS).orElse(usual.requests()),
                    within == null ? usual.within() : time(within, usual.within()));
        } catch (IllegalArgumentException e) {
            problems.add(node, "alerts.errorRate: " + e.getMessage());
            return usual;
        }
    }

    private BigDecimal percent(Section.@Nullable Located text, BigDecimal otherwise) {
        if (text == null) {
            return otherwise;
        }
        Matcher form = ConfigKeys.PERCENT.matcher(text.value());
        if (!form.matches()) {
            problems.add(text.node(), text.path() + " must be a share such as 5 %");
            return otherwise;
        }
        return new BigDecimal(form.group(1));
    }

    private AlertSeverity severity(Section.@Nullable Located text) {
        if (text == null) {
            return AlertSeverity.INFO;
        }
        if (!ConfigKeys.ALERT_SEVERITIES.contains(text.value())) {
            problems.add(
                    text.node(), text.path() + " must be one of " + String.join(", ", ConfigKeys.ALERT_SEVERITIES));
            return AlertSeverity.INFO;
        }
        return AlertSeverity.valueOf(text.value().toUpperCase(Locale.ROOT));
    }

    private Duration window(Section.@Nullable Located text) {
        return text == null ? DEFAULT_WINDOW : time(text, DEFAULT_WINDOW);
    }

    private Duration time(Section.Located text, Duration otherwise) {
        Matcher form = ConfigKeys.RATE_LIMIT_PER.matcher(text.value());
        if (!form.matches()) {
            problems.add(text.node(), text.path() + " must be a time such as 15 minutes");
            return otherwise;
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
