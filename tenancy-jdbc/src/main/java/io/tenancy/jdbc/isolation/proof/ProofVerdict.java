package io.tenancy.jdbc.isolation.proof;

import java.util.List;
import java.util.Objects;

/**
 * How one attack on one object ended. Immutable; its SQL holds synthesised values only.
 *
 * @param object the object, as SQL takes its name
 * @param attack what was attempted
 * @param outcome how it ended
 * @param reason why, one clause that is the same in every run
 * @param statement what was sent as the application; empty if nothing was
 * @param script of a leak: the whole way there, from the rows it needs to the statement, to be run as a superuser between
 *     {@code begin} and {@code rollback}; else empty
 */
public record ProofVerdict(
        String object, Attack attack, Outcome outcome, String reason, String statement, List<String> script) {
    /**
     * Checks the components.
     *
     * @param object the object
     * @param attack what was attempted
     * @param outcome how it ended
     * @param reason why
     * @param statement what was sent
     * @param script the way to a leak
     */
    public ProofVerdict {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(attack, "attack");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(statement, "statement");
        script = List.copyOf(script);
    }

    static ProofVerdict held(String object, Attack attack, String reason, String statement) {
        return new ProofVerdict(object, attack, Outcome.HELD, reason, statement, List.of());
    }

    static ProofVerdict notApplicable(String object, Attack attack, String reason) {
        return new ProofVerdict(object, attack, Outcome.NOT_APPLICABLE, reason, "", List.of());
    }

    static ProofVerdict notProved(String object, Attack attack, String reason, String statement) {
        return new ProofVerdict(object, attack, Outcome.NOT_PROVED, reason, statement, List.of());
    }
}
