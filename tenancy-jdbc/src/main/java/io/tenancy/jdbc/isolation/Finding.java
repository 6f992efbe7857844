package io.tenancy.jdbc.isolation;

import java.util.List;
import java.util.Objects;

/**
 * One thing that the audit found. Immutable; holds names of objects and never the content of rows.
 *
 * @param rule the rule
 * @param severity how bad it is here; may be milder than the rule
 * @param object the object, as SQL takes its name
 * @param problem what is wrong with it, one sentence without a final stop
 * @param sql the statements that mend it, in order; empty if it takes a decision
 */
public record Finding(Rule rule, Severity severity, String object, String problem, List<String> sql) {
    /**
     * Checks the components.
     *
     * @param rule the rule
     * @param severity how bad it is here
     * @param object the object
     * @param problem what is wrong
     * @param sql the statements that mend it
     */
    public Finding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(problem, "problem");
        sql = List.copyOf(sql);
    }

    /**
     * What an attacker gets.
     *
     * @return one or two sentences
     */
    public String attack() {
        return rule.attack();
    }

    /**
     * How it is mended, in words.
     *
     * @return a sentence
     */
    public String cure() {
        return rule.cure();
    }

    /**
     * The same finding has the same name in every run, whatever the server or the order.
     *
     * @return rule, object and problem in one line
     */
    public String fingerprint() {
        return rule + " " + object + " " + problem;
    }
}
