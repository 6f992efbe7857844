package io.tenancy.jdbc.security;

import io.tenancy.jdbc.alert.AlertSeverity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When single events become an incident: so many of a kind within a time, of one tenant, and with the same subject or from the same
 * address. Immutable.
 *
 * @param name what the rule is called
 * @param kind which events
 * @param by what they have in common
 * @param threshold how many make an incident
 * @param window within which time; also how long an incident stays open for more
 * @param severity how much it matters
 * @param action what is done about it, by its name; null for nothing
 * @param actionFor for how long
 */
public record DetectionRule(
        String name,
        String kind,
        By by,
        int threshold,
        Duration window,
        AlertSeverity severity,
        @Nullable String action,
        Duration actionFor) {
    /** What the events of an incident have in common. */
    public enum By {
        /** Whom they concern. */
        SUBJECT,
        /** Where they come from. */
        ADDRESS
    }

    /**
     * Checks the components.
     *
     * @param name the name
     * @param kind which events
     * @param by what they have in common
     * @param threshold how many
     * @param window within which time
     * @param severity how much it matters
     * @param action what is done, or null
     * @param actionFor for how long
     * @throws IllegalArgumentException if the threshold or the window is not positive
     */
    public DetectionRule {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(severity, "severity");
        if (threshold < 1 || window.isNegative() || window.isZero() || actionFor.isNegative()) {
            throw new IllegalArgumentException("Rule " + name + " needs a threshold and a window");
        }
    }

    /**
     * A rule that only tells.
     *
     * @param name what it is called
     * @param kind which events
     * @param by what they have in common
     * @param threshold how many
     * @param window within which time
     * @param severity how much it matters
     * @return the rule
     */
    public static DetectionRule of(
            String name, String kind, By by, int threshold, Duration window, AlertSeverity severity) {
        return new DetectionRule(name, kind, by, threshold, window, severity, null, Duration.ZERO);
    }

    /**
     * The same, with something that is done about it.
     *
     * @param named the name of a {@link SecurityAction}
     * @param lasting for how long
     * @return a new rule
     */
    public DetectionRule acting(String named, Duration lasting) {
        return new DetectionRule(name, kind, by, threshold, window, severity, named, lasting);
    }

    /**
     * What most applications want: ten failed logins of an account, or fifty from an address, in 15 minutes; five refusals of an API
     * key in five minutes; any attempt on another tenant's rows; three refused payments in a day.
     *
     * @return the rules; none acts
     */
    public static List<DetectionRule> defaults() {
        return List.of(
                of(
                        "failed-logins",
                        SecurityEvent.LOGIN_FAILED,
                        By.SUBJECT,
                        10,
                        Duration.ofMinutes(15),
                        AlertSeverity.WARNING),
                of(
                        "login-spray",
                        SecurityEvent.LOGIN_FAILED,
                        By.ADDRESS,
                        50,
                        Duration.ofMinutes(15),
                        AlertSeverity.CRITICAL),
                of(
                        "key-misuse",
                        SecurityEvent.KEY_MISUSED,
                        By.SUBJECT,
                        5,
                        Duration.ofMinutes(5),
                        AlertSeverity.CRITICAL),
                of(
                        "cross-tenant",
                        SecurityEvent.TENANT_VIOLATION,
                        By.SUBJECT,
                        1,
                        Duration.ofHours(1),
                        AlertSeverity.CRITICAL),
                of(
                        "failed-payments",
                        SecurityEvent.PAYMENT_FAILED,
                        By.SUBJECT,
                        3,
                        Duration.ofDays(1),
                        AlertSeverity.WARNING));
    }
}
