package io.tenancy.cli.report;

import io.tenancy.cli.output.Format;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.ReportDocument;
import io.tenancy.jdbc.isolation.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A verdict as people and machines read it. A command adds what it knows besides. */
public final class VerdictDocument implements ReportDocument {
    /** How many statements a person reads. */
    private static final int SHOWN = 3;

    private final Verdict verdict;
    private final String command;
    private final String version;
    private final Besides besides;

    /**
     * A document.
     *
     * @param verdict what was found
     * @param command the command that found it, such as {@code check}
     * @param version the version of this program
     * @param besides what the command knows besides
     */
    public VerdictDocument(Verdict verdict, String command, String version, Besides besides) {
        this.verdict = Objects.requireNonNull(verdict, "verdict");
        this.command = Objects.requireNonNull(command, "command");
        this.version = Objects.requireNonNull(version, "version");
        this.besides = Objects.requireNonNull(besides, "besides");
    }

    /**
     * What a command knows besides its findings.
     *
     * @param before fields of the tree before the findings
     * @param after fields of the tree after the findings
     * @param notes lines between the findings and the last line, already safe and styled
     * @param counted what was looked at, for the last line, such as {@code 3 tenant tables}
     */
    public record Besides(Map<String, ?> before, Map<String, ?> after, List<Note> notes, String counted) {
        /**
         * Copies the components.
         *
         * @param before fields before
         * @param after fields after
         * @param notes lines
         * @param counted what was looked at
         */
        public Besides {
            before = new LinkedHashMap<>(before);
            after = new LinkedHashMap<>(after);
            notes = List.copyOf(notes);
            Objects.requireNonNull(counted, "counted");
        }
    }

    /**
     * A remark that is no finding.
     *
     * @param word the word that it begins with
     * @param text the rest of the line
     * @param isGrave whether the reader must not miss it
     */
    public record Note(String word, String text, boolean isGrave) {}

    @Override
    public Object tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("ok", verdict.isGreen());
        tree.put("errors", verdict.count(Severity.ERROR));
        tree.put("warnings", verdict.count(Severity.WARNING));
        tree.put("infos", verdict.count(Severity.INFO));
        tree.put("failOn", lower(verdict.failOn()));
        tree.putAll(besides.before());
        tree.put("items", verdict.judged().stream().map(VerdictDocument::tree).toList());
        tree.putAll(besides.after());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(Judged judged) {
        Issue issue = judged.issue();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("rule", issue.rule().id());
        tree.put("severity", lower(issue.severity()));
        tree.put("object", issue.object());
        if (issue.place() != null) {
            tree.put("file", issue.place().file());
            tree.put("line", issue.place().line());
            tree.put("column", issue.place().column());
        }
        tree.put("problem", issue.problem());
        tree.put("attack", issue.rule().attack());
        tree.put("cure", issue.rule().cure());
        tree.put("sql", issue.sql());
        if (!issue.evidence().isEmpty()) {
            tree.put("evidence", issue.evidence());
        }
        tree.put("status", judged.status());
        tree.put("waiver", judged.why().isEmpty() ? null : judged.why());
        return tree;
    }

    @Override
    public void writeTo(Page page) {
        verdict.open().forEach(issue -> write(issue, page));
        for (Note note : besides.notes()) {
            String word = note.isGrave()
                    ? page.style().warning(note.word())
                    : page.style().faint(note.word());
            page.line(word + " " + page.safe(note.text()));
        }
        page.line((verdict.isGreen() ? page.style().good("ok") : page.style().bad("not ok")) + "  "
                + counted(verdict.count(Severity.ERROR), "error") + ", "
                + counted(verdict.count(Severity.WARNING), "warning") + aside() + "; " + besides.counted());
    }

    private static void write(Issue issue, Page page) {
        page.line(sign(issue.severity(), page) + " " + issue.rule().id() + "  "
                + (issue.place() == null ? "" : page.safe(issue.place()) + "  ") + page.safe(issue.object()) + ": "
                + page.safe(issue.problem()));
        issue.evidence().stream().limit(SHOWN).forEach(sql -> page.line("         leaked: " + page.safe(sql)));
        if (issue.evidence().size() > SHOWN) {
            page.line("                 and " + (issue.evidence().size() - SHOWN) + " more; -o json has all");
        }
        if (issue.severity() != Severity.INFO) {
            page.line("           risk: " + issue.rule().attack());
            page.line("           cure: " + issue.rule().cure());
            issue.sql().forEach(sql -> page.line("            sql: " + page.safe(sql)));
        }
    }

    private static String sign(Severity severity, Page page) {
        return switch (severity) {
            case ERROR -> page.style().bad("error  ");
            case WARNING -> page.style().warning("warning");
            case INFO -> page.style().faint("info   ");
        };
    }

    private String aside() {
        long known = verdict.count(Judged.Status.KNOWN);
        long waived = verdict.count(Judged.Status.WAIVED);
        return (known == 0 ? "" : ", " + known + " known") + (waived == 0 ? "" : ", " + waived + " waived");
    }

    /**
     * A number of things.
     *
     * @param number how many
     * @param what the word for one
     * @return such as {@code 2 tables}
     */
    public static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String render(Format format) {
        return switch (format) {
            case SARIF -> new SarifReport(verdict, version).text();
            case JUNIT -> new JunitReport(verdict, command).text();
            case GITHUB -> new GithubReport(verdict).text();
            default -> throw new IllegalArgumentException(format + " is no format of reports");
        };
    }
}
