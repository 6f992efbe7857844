package io.tenancy.cli.report;

import io.tenancy.cli.report.Judged.Status;
import io.tenancy.jdbc.isolation.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Findings after waivers and baseline. Immutable.
 *
 * @param rules the rules that were looked for, in their order
 * @param judged the findings, and whether they count
 * @param failOn the mildest severity that fails the run
 */
public record Verdict(List<ReportRule> rules, List<Judged> judged, Severity failOn) {
    /**
     * Checks the components.
     *
     * @param rules what was looked for
     * @param judged the findings
     * @param failOn what fails the run
     */
    public Verdict {
        rules = Stream.concat(
                        rules.stream(), judged.stream().map(one -> one.issue().rule()))
                .distinct()
                .toList();
        judged = List.copyOf(judged);
        Objects.requireNonNull(failOn, "failOn");
    }

    /**
     * Judges what was found.
     *
     * @param rules the rules that were looked for
     * @param issues what was found by them
     * @param waivers what somebody answers for, of this command's rules
     * @param known fingerprints of the baseline
     * @param today the day that waivers are compared with
     * @param failOn the mildest severity that fails the run
     * @return the verdict
     */
    public static Verdict of(
            List<ReportRule> rules,
            List<Issue> issues,
            List<Waiver> waivers,
            Set<String> known,
            LocalDate today,
            Severity failOn) {
        List<Judged> judged = new ArrayList<>();
        for (Waiver waiver : waivers) {
            if (waiver.until().isBefore(today)) {
                judged.add(new Judged(expired(waiver), Status.NEW, ""));
            } else if (isLookedFor(rules, waiver) && issues.stream().noneMatch(waiver::covers)) {
                judged.add(new Judged(unused(waiver), Status.NEW, ""));
            }
        }
        for (Issue issue : issues) {
            judged.add(judge(issue, waivers, known, today));
        }
        return new Verdict(rules, judged, failOn);
    }

    private static Judged judge(Issue issue, List<Waiver> waivers, Set<String> known, LocalDate today) {
        return waivers.stream()
                .filter(waiver -> waiver.covers(issue) && !waiver.until().isBefore(today))
                .findFirst()
                .map(waiver -> new Judged(issue, Status.WAIVED, waiver.reason()))
                .orElseGet(
                        () -> new Judged(issue, known.contains(issue.fingerprint()) ? Status.KNOWN : Status.NEW, ""));
    }

    private static Issue expired(Waiver waiver) {
        return new Issue(
                ReportRule.EXPIRED_WAIVER,
                Severity.ERROR,
                waiver.object(),
                "The waiver of " + waiver.rule() + " ended on " + waiver.until() + ": " + waiver.reason(),
                List.of(),
                null);
    }

    /** Of a rule that was not looked for nobody knows whether its waiver is needed. */
    private static boolean isLookedFor(List<ReportRule> rules, Waiver waiver) {
        return rules.stream().anyMatch(rule -> rule.id().equals(waiver.rule()));
    }

    private static Issue unused(Waiver waiver) {
        return new Issue(
                ReportRule.UNUSED_WAIVER,
                ReportRule.UNUSED_WAIVER.severity(),
                waiver.object(),
                "The waiver of " + waiver.rule() + " until " + waiver.until() + " fits no finding: " + waiver.reason(),
                List.of(),
                null);
    }

    /**
     * Whether nothing counts that is grave enough.
     *
     * @return true for a green run
     */
    public boolean isGreen() {
        return judged.stream().noneMatch(this::fails);
    }

    /**
     * The findings that count.
     *
     * @return neither known nor waived
     */
    public List<Issue> open() {
        return judged.stream().filter(Judged::counts).map(Judged::issue).toList();
    }

    boolean fails(Judged one) {
        return one.counts() && one.issue().severity().compareTo(failOn) >= 0;
    }

    long count(Severity severity) {
        return judged.stream()
                .filter(one -> one.counts() && one.issue().severity() == severity)
                .count();
    }

    long count(Status status) {
        return judged.stream().filter(one -> one.status() == status).count();
    }
}
