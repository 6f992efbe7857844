package io.tenancy.jdbc.alert;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Something that somebody may want to be told. It goes to chat rooms and pagers of others: no secret, and no row's content. Immutable.
 *
 * <pre>{@code
 * tx.alerts().raise(Alert.of("billing.refused", AlertSeverity.WARNING, "Card refused").about("invoice 4711"));
 * }</pre>
 *
 * @param event what happened, such as {@code billing.refused}: words of a-z, 0-9 and underscore with dots between
 * @param severity how much it matters
 * @param subject what it happened to; alerts with the same event, tenant and subject are told once; may be empty
 * @param title one sentence, at most 300 characters
 * @param details texts of at most 500 characters, {@link Long} or {@link Boolean}, by names of a-z, A-Z and 0-9
 */
public record Alert(String event, AlertSeverity severity, String subject, String title, Map<String, Object> details) {
    private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,49}");

    /**
     * Checks the components.
     *
     * @param event what happened
     * @param severity how much it matters
     * @param subject what it happened to
     * @param title a sentence
     * @param details what else
     * @throws IllegalArgumentException if one cannot be used
     */
    public Alert {
        Objects.requireNonNull(severity, "severity");
        if (!isEvent(event)) {
            throw new IllegalArgumentException("'" + event + "' is no event: say it as billing.refused");
        }
        if (subject.length() > 200 || title.isBlank() || title.length() > 300) {
            throw new IllegalArgumentException("The title has 1 to 300 characters, the subject at most 200");
        }
        details.forEach((name, value) -> {
            boolean kept = value instanceof Long
                    || value instanceof Boolean
                    || (value instanceof String text && text.length() <= 500);
            if (!NAME.matcher(name).matches() || !kept) {
                throw new IllegalArgumentException("Detail " + name + " is no short text, Long or Boolean");
            }
        });
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    /**
     * An alert without subject and details.
     *
     * @param event what happened
     * @param severity how much it matters
     * @param title a sentence
     * @return the alert
     */
    public static Alert of(String event, AlertSeverity severity, String title) {
        return new Alert(event, severity, "", title, Map.of());
    }

    /**
     * The same about something.
     *
     * @param what at most 200 characters
     * @return a new alert
     */
    public Alert about(String what) {
        return new Alert(event, severity, what, title, details);
    }

    /**
     * The same with a detail more.
     *
     * @param name of a-z, A-Z and 0-9
     * @param value a text, a {@link Long} or a {@link Boolean}
     * @return a new alert
     */
    public Alert with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(details);
        more.put(name, value);
        return new Alert(event, severity, subject, title, more);
    }

    static boolean isEvent(String event) {
        return event.length() <= 100 && EVENT.matcher(event).matches();
    }
}
