package io.tenancy.cli.check;

import io.tenancy.cli.report.Issue;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.proof.Outcome;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import io.tenancy.jdbc.isolation.proof.ProofVerdict;
import java.util.List;

/** What attacks found, with the statements that leaked. */
public final class ProofIssues {
    private ProofIssues() {}

    /**
     * The findings of a proof.
     *
     * @param proof the proof
     * @return them, the gravest first
     */
    public static List<Issue> of(ProofReport proof) {
        return proof.findings().stream()
                .map(finding -> Issue.of(finding).shownBy(evidence(proof, finding)))
                .toList();
    }

    private static List<String> evidence(ProofReport proof, Finding finding) {
        return proof.behind(finding).stream()
                .filter(verdict -> verdict.outcome() == Outcome.LEAKED)
                .map(ProofIssues::line)
                .toList();
    }

    private static String line(ProofVerdict leak) {
        return leak.statement().strip().replace("\n", "\\n") + "  -- " + leak.reason();
    }
}
