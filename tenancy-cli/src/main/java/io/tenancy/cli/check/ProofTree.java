package io.tenancy.cli.check;

import static io.tenancy.cli.report.VerdictDocument.counted;

import io.tenancy.cli.report.VerdictDocument.Note;
import io.tenancy.jdbc.isolation.proof.Outcome;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import io.tenancy.jdbc.isolation.proof.ProofVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was tried, beside what was found. */
final class ProofTree {
    private ProofTree() {}

    static Map<String, Object> of(ProofReport proof) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("held", proof.verdicts(Outcome.HELD).size());
        tree.put("leaked", proof.verdicts(Outcome.LEAKED).size());
        tree.put("notProved", proof.verdicts(Outcome.NOT_PROVED).size());
        tree.put("notApplicable", proof.verdicts(Outcome.NOT_APPLICABLE).size());
        tree.put("sequences", proof.sequences());
        tree.put("verdicts", proof.verdicts().stream().map(ProofTree::of).toList());
        return tree;
    }

    private static Map<String, Object> of(ProofVerdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("object", verdict.object());
        tree.put("attack", verdict.attack().name().toLowerCase(Locale.ROOT));
        tree.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        tree.put("reason", verdict.reason());
        tree.put("statement", verdict.statement());
        tree.put("script", verdict.script());
        return tree;
    }

    static List<Note> notes(ProofReport proof) {
        List<Note> notes = new ArrayList<>();
        long objects =
                proof.verdicts().stream().map(ProofVerdict::object).distinct().count();
        int open = proof.verdicts(Outcome.NOT_PROVED).size();
        notes.add(new Note(
                "proof",
                "   " + counted(proof.verdicts(Outcome.HELD).size(), "attack") + " held, "
                        + proof.verdicts(Outcome.LEAKED).size() + " got through, " + open + " told nothing, on "
                        + counted(objects, "object"),
                !proof.isHeld()));
        if (!proof.sequences().isEmpty()) {
            notes.add(new Note(
                    "moved",
                    "   sequences, which no rollback sets back: " + String.join(", ", proof.sequences()),
                    false));
        }
        return notes;
    }
}
