package io.tenancy.config;

import java.time.LocalDate;
import java.util.Objects;

/**
 * An entry of {@code isolation.waivers}: a finding that somebody answers for, until a day.
 *
 * @param rule the name of the rule, such as {@code A09}
 * @param object the object, as the finding names it
 * @param reason why it may stay
 * @param until the last day that it counts
 */
public record IsolationWaiver(String rule, String object, String reason, LocalDate until) {
    /**
     * Checks the components.
     *
     * @param rule the rule
     * @param object the object
     * @param reason why it may stay
     * @param until the last day
     */
    public IsolationWaiver {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
    }
}
