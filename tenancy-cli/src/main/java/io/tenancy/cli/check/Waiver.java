package io.tenancy.cli.check;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Rule;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A finding that somebody answers for, until a day.
 *
 * @param rule the rule
 * @param object the object, as the finding names it
 * @param reason why it may stay
 * @param until the last day that it counts
 */
public record Waiver(Rule rule, String object, String reason, LocalDate until) {
    /**
     * Checks the components.
     *
     * @param rule the rule
     * @param object the object
     * @param reason why it may stay
     * @param until the last day
     */
    public Waiver {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
    }

    boolean covers(Finding finding) {
        return finding.rule() == rule && finding.object().equals(object);
    }
}
