package io.tenancy.cli.report;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finding that somebody answers for, until a day.
 *
 * @param rule the name of the rule
 * @param object the object, as the finding names it; for a finding in a file, the file's name does as well
 * @param reason why it may stay
 * @param until the last day that it counts
 */
public record Waiver(String rule, String object, String reason, LocalDate until) {
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

    /**
     * Whether it is for a finding.
     *
     * @param issue the finding
     * @return true if rule and object are the same
     */
    public boolean covers(Issue issue) {
        return issue.rule().id().equals(rule) && (issue.object().equals(object) || standsIn(issue.place()));
    }

    private boolean standsIn(@Nullable Place place) {
        return place != null && place.fileName().equals(object);
    }
}
