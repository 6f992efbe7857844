package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the proof found. Immutable.
 *
 * @param server the version of the server
 * @param database the database, as SQL takes its name
 * @param appRole the application's role
 * @param verdicts every attack on every object
 * @param sequences the sequences that moved meanwhile: what was made for the proof took numbers, and no rollback brings them back
 */
public record ProofReport(
        String server, String database, String appRole, List<ProofVerdict> verdicts, List<String> sequences) {
    /**
     * Checks the components.
     *
     * @param server the version of the server
     * @param database the database
     * @param appRole the application's role
     * @param verdicts every attack on every object
     * @param sequences the sequences that moved
     */
    public ProofReport {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(appRole, "appRole");
        verdicts = List.copyOf(verdicts);
        sequences = List.copyOf(sequences);
    }

    /**
     * The verdicts of one kind.
     *
     * @param outcome how the attacks ended
     * @return them, in the order they were carried out
     */
    public List<ProofVerdict> verdicts(Outcome outcome) {
        return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).toList();
    }

    /**
     * Whether every attack was held or has nothing to attack.
     *
     * @return false if anything leaked, and if anything could not be proved
     */
    public boolean isHeld() {
        return verdicts.stream()
                .allMatch(verdict -> verdict.outcome() == Outcome.HELD || verdict.outcome() == Outcome.NOT_APPLICABLE);
    }

    /**
     * The leaks, and what could not be proved, as findings of rule A25: a leak is an error, and so is a table in which no row could be
     * made, because nothing is known about it; a single attack that could not be carried out is a warning.
     *
     * @return the findings, the gravest first
     */
    public List<Finding> findings() {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (ProofVerdict leak : verdicts(Outcome.LEAKED)) {
            add(findings, leak, Severity.ERROR, "Leaked: " + leak.attack().title() + "; " + leak.reason());
        }
        List<ProofVerdict> open = new ArrayList<>(verdicts(Outcome.NOT_PROVED));
        for (ProofVerdict verdict : open) {
            boolean whole = verdict.attack() == Attack.FILL;
            add(
                    findings,
                    verdict,
                    whole ? Severity.ERROR : Severity.WARNING,
                    "Not proved: " + verdict.attack().title() + "; " + verdict.reason());
        }
        return findings.values().stream()
                .sorted((first, second) -> second.severity().compareTo(first.severity()))
                .toList();
    }

    private static void add(Map<String, Finding> findings, ProofVerdict verdict, Severity severity, String problem) {
        Finding finding = new Finding(Rule.A25, severity, verdict.object(), problem, List.of());
        findings.putIfAbsent(finding.fingerprint(), finding);
    }
}
