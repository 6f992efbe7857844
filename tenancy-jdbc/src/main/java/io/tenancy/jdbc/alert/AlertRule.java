package io.tenancy.jdbc.alert;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which alerts go where. Immutable.
 *
 * @param name what the rule is called
 * @param events which events; one that ends in a dot stands for all that begin with it
 * @param atLeast only from this severity on
 * @param sinks the names of the sinks
 * @param window how long the same is not told again
 */
public record AlertRule(String name, Set<String> events, AlertSeverity atLeast, List<String> sinks, Duration window) {
    /**
     * Checks the components.
     *
     * @param name the name
     * @param events which events
     * @param atLeast from which severity
     * @param sinks to whom
     * @param window how long not again
     * @throws IllegalArgumentException if a rule says nothing
     */
    public AlertRule {
        Objects.requireNonNull(atLeast, "atLeast");
        if (events.isEmpty() || sinks.isEmpty() || window.isNegative()) {
            throw new IllegalArgumentException(
                    "Rule " + name + " needs events, sinks, and a window that is not negative");
        }
        for (String event : events) {
            if (!isPattern(event)) {
                throw new IllegalArgumentException(
                        "Rule " + name + ": '" + event + "' is no event, and no beginning of one");
            }
        }
        events = java.util.Collections.unmodifiableSet(new TreeSet<>(events));
        sinks = List.copyOf(sinks);
    }

    /**
     * Whether a text stands for events.
     *
     * @param text such as {@code tenant.suspended} or {@code tenant.}
     * @return true if it does
     */
    public static boolean isPattern(String text) {
        return Alert.isEvent(text.endsWith(".") ? text + "x" : text);
    }

    boolean matches(String event, AlertSeverity severity) {
        return severity.compareTo(atLeast) >= 0 && concerns(event);
    }

    /**
     * Whether it is about an event, of whatever severity.
     *
     * @param event such as {@code tenant.suspended}
     * @return true if it names it, or how it begins
     */
    public boolean concerns(String event) {
        return events.stream().anyMatch(one -> one.endsWith(".") ? event.startsWith(one) : event.equals(one));
    }
}
