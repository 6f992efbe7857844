package io.tenancy.cli.check;

import io.tenancy.cli.check.Judged.Status;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.IsolationReport;
import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An audit's report after waivers, baseline and the choice of rules. Immutable.
 *
 * @param report what the audit found
 * @param judged the findings of the chosen rules, and whether they count
 * @param failOn the mildest severity that fails the check
 */
public record Verdict(IsolationReport report, List<Judged> judged, Severity failOn) {
    /**
     * Checks the components.
     *
     * @param report what the audit found
     * @param judged the findings
     * @param failOn what fails the check
     */
    public Verdict {
        Objects.requireNonNull(report, "report");
        judged = List.copyOf(judged);
        Objects.requireNonNull(failOn, "failOn");
    }

    /**
     * Judges a report.
     *
     * @param report what the audit found
     * @param rules the rules that were asked for; none for all
     * @param waivers what somebody answers for
     * @param known fingerprints of the baseline
     * @param today the day that waivers are compared with
     * @param failOn the mildest severity that fails the check
     * @return the verdict
     */
    public static Verdict of(
            IsolationReport report,
            Set<Rule> rules,
            List<Waiver> waivers,
            Set<String> known,
            LocalDate today,
            Severity failOn) {
        List<Judged> judged = new ArrayList<>();
        for (Waiver waiver : waivers) {
            if (waiver.until().isBefore(today)) {
                judged.add(new Judged(expired(waiver), Status.NEW, ""));
            }
        }
        for (Finding finding : report.findings()) {
            if (rules.isEmpty() || rules.contains(finding.rule())) {
                judged.add(judge(finding, waivers, known, today));
            }
        }
        return new Verdict(report, judged, failOn);
    }

    private static Judged judge(Finding finding, List<Waiver> waivers, Set<String> known, LocalDate today) {
        return waivers.stream()
                .filter(waiver -> waiver.covers(finding) && !waiver.until().isBefore(today))
                .findFirst()
                .map(waiver -> new Judged(finding, Status.WAIVED, waiver.reason()))
                .orElseGet(() ->
                        new Judged(finding, known.contains(finding.fingerprint()) ? Status.KNOWN : Status.NEW, ""));
    }

    private static Finding expired(Waiver waiver) {
        return new Finding(
                Rule.W01,
                Severity.ERROR,
                waiver.object(),
                "The waiver of " + waiver.rule() + " ended on " + waiver.until() + ": " + waiver.reason(),
                List.of());
    }

    /**
     * Whether nothing counts that is grave enough.
     *
     * @return true for a green check
     */
    public boolean isGreen() {
        return judged.stream()
                .noneMatch(one -> one.counts() && one.finding().severity().compareTo(failOn) >= 0);
    }

    long count(Severity severity) {
        return judged.stream()
                .filter(one -> one.counts() && one.finding().severity() == severity)
                .count();
    }

    long count(Status status) {
        return judged.stream().filter(one -> one.status() == status).count();
    }
}
