package io.tenancy.cli.lint;

import static io.tenancy.cli.report.VerdictDocument.counted;

import io.tenancy.cli.report.Verdict;
import io.tenancy.cli.report.VerdictDocument;
import io.tenancy.cli.report.VerdictDocument.Besides;
import io.tenancy.cli.report.VerdictDocument.Note;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a linter found and how much it read. */
public final class LintDocument {
    private LintDocument() {}

    /**
     * A document.
     *
     * @param verdict what was found
     * @param result how much was read
     * @param version the version of this program
     * @return the document
     */
    public static VerdictDocument of(Verdict verdict, MigrationLint.Result result, String version) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("files", result.files());
        before.put("statements", result.statements());
        Map<String, Object> after = Map.of("notes", result.notes());
        List<Note> notes = result.notes().stream()
                .map(note -> new Note("note", note, true))
                .toList();
        String looked = counted(result.files(), "file") + ", " + counted(result.statements(), "statement");
        return new VerdictDocument(verdict, "migrate lint", version, new Besides(before, after, notes, looked));
    }
}
