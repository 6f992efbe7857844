package io.tenancy.cli.report;

import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A rule as reports show it, whichever command looks for it.
 *
 * @param id its stable name, such as {@code A08}
 * @param severity how bad a finding is at worst
 * @param title what it finds, a phrase without a final stop
 * @param attack what an attacker gets, or what else goes wrong
 * @param cure how it is mended, in general
 * @param fault what a fault looks like, a line of SQL
 */
public record ReportRule(String id, Severity severity, String title, String attack, String cure, String fault) {
    /** A waiver that has expired: every command that knows waivers finds it. */
    static final ReportRule EXPIRED_WAIVER = of(Rule.W01);

    /** A waiver that fits no finding. */
    static final ReportRule UNUSED_WAIVER = of(Rule.W02);

    /**
     * Checks the components.
     *
     * @param id its stable name
     * @param severity how bad a finding is at worst
     * @param title what it finds
     * @param attack what an attacker gets
     * @param cure how it is mended
     * @param fault what a fault looks like
     */
    public ReportRule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(attack, "attack");
        Objects.requireNonNull(cure, "cure");
        Objects.requireNonNull(fault, "fault");
    }

    /**
     * A rule of the audit or the proof.
     *
     * @param rule the rule
     * @return the same for reports
     */
    public static ReportRule of(Rule rule) {
        return new ReportRule(rule.name(), rule.severity(), rule.title(), rule.attack(), rule.cure(), rule.fault());
    }

    /**
     * All rules of the audit and the proof.
     *
     * @return the rules in their order
     */
    public static List<ReportRule> ofAudit() {
        return Stream.of(Rule.values()).map(ReportRule::of).toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
