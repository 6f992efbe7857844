package io.tenancy.cli.report;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Severity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a command found, in a database or in a file. Immutable; holds names of objects and never the content of rows.
 *
 * @param rule the rule
 * @param severity how bad it is here; may be milder than the rule
 * @param object the object, as SQL takes its name
 * @param problem what is wrong with it, one sentence without a final stop
 * @param sql the statements that mend it, in order; empty if it takes a decision
 * @param place where it stands; null for what stands in no file
 * @param evidence the statements that showed it, for what was tried and not only seen
 */
public record Issue(
        ReportRule rule,
        Severity severity,
        String object,
        String problem,
        List<String> sql,
        @Nullable Place place,
        List<String> evidence) {
    /**
     * Checks the components.
     *
     * @param rule the rule
     * @param severity how bad it is here
     * @param object the object
     * @param problem what is wrong
     * @param sql the statements that mend it
     * @param place where it stands
     * @param evidence the statements that showed it
     */
    public Issue {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(problem, "problem");
        sql = List.copyOf(sql);
        evidence = List.copyOf(evidence);
    }

    /**
     * What was seen, and not tried.
     *
     * @param rule the rule
     * @param severity how bad it is here
     * @param object the object
     * @param problem what is wrong
     * @param sql the statements that mend it
     * @param place where it stands
     */
    public Issue(
            ReportRule rule,
            Severity severity,
            String object,
            String problem,
            List<String> sql,
            @Nullable Place place) {
        this(rule, severity, object, problem, sql, place, List.of());
    }

    /**
     * A finding of the audit or the proof.
     *
     * @param finding the finding
     * @return the same for reports
     */
    public static Issue of(Finding finding) {
        return new Issue(
                ReportRule.of(finding.rule()),
                finding.severity(),
                finding.object(),
                finding.problem(),
                finding.sql(),
                null);
    }

    /**
     * The same with the statements that showed it.
     *
     * @param statements the statements
     * @return the issue with evidence
     */
    public Issue shownBy(List<String> statements) {
        return new Issue(rule, severity, object, problem, sql, place, statements);
    }

    /**
     * The same finding has the same name in every run, whatever the server, the order, or the line that it moved to.
     *
     * @return rule, file, object and problem in one line
     */
    public String fingerprint() {
        return rule + " " + (place == null ? "" : place.fileName() + " ") + object + " " + problem;
    }
}
