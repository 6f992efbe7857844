package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
     * The leaks, and what could not be proved, as findings of rule A25, one for each object: a leak is an error, and so is a table in
     * which no row could be made, because nothing is known about it; single attacks that could not be carried out are a warning.
     *
     * @return the findings, the gravest first
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        byObject(Outcome.LEAKED)
                .forEach((object, leaks) -> findings.add(
                        finding(Severity.ERROR, object, counted(leaks.size()) + " got through: " + names(leaks))));
        byObject(Outcome.NOT_PROVED).forEach((object, open) -> {
            ProofVerdict first = open.get(0);
            boolean whole = first.attack() == Attack.FILL;
            findings.add(finding(
                    whole ? Severity.ERROR : Severity.WARNING,
                    object,
                    whole
                            ? "Not proved: no row could be made for an attack; " + first.reason()
                            : "Not proved: " + counted(open.size()) + " told nothing: " + names(open) + "; "
                                    + first.reason()));
        });
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return findings;
    }

    /**
     * The attacks behind a finding.
     *
     * @param finding one of {@link #findings}
     * @return the verdicts that it sums up
     */
    public List<ProofVerdict> behind(Finding finding) {
        Outcome outcome = finding.problem().startsWith("Not proved") ? Outcome.NOT_PROVED : Outcome.LEAKED;
        return verdicts(outcome).stream()
                .filter(verdict -> verdict.object().equals(finding.object()))
                .toList();
    }

    private Map<String, List<ProofVerdict>> byObject(Outcome outcome) {
        Map<String, List<ProofVerdict>> objects = new LinkedHashMap<>();
        verdicts(outcome)
                .forEach(verdict -> objects.computeIfAbsent(verdict.object(), object -> new ArrayList<>())
                        .add(verdict));
        return objects;
    }

    private static Finding finding(Severity severity, String object, String problem) {
        return new Finding(Rule.A25, severity, object, problem, List.of());
    }

    private static String counted(int attacks) {
        return attacks + (attacks == 1 ? " attack" : " attacks");
    }

    private static String names(List<ProofVerdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.attack().name())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
