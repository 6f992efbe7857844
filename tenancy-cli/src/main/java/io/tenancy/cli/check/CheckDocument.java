package io.tenancy.cli.check;

import io.tenancy.cli.output.Format;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.ReportDocument;
import io.tenancy.jdbc.isolation.AuditedTable;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A verdict as people and machines read it. */
public final class CheckDocument implements ReportDocument {
    private final Verdict verdict;
    private final String version;

    /**
     * A document.
     *
     * @param verdict what was found
     * @param version the version of this program
     */
    public CheckDocument(Verdict verdict, String version) {
        this.verdict = Objects.requireNonNull(verdict, "verdict");
        this.version = Objects.requireNonNull(version, "version");
    }

    @Override
    public Object tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ok", verdict.isGreen());
        tree.put("errors", verdict.count(Severity.ERROR));
        tree.put("warnings", verdict.count(Severity.WARNING));
        tree.put("infos", verdict.count(Severity.INFO));
        tree.put("failOn", lower(verdict.failOn()));
        tree.put("server", verdict.report().server());
        tree.put("database", verdict.report().database());
        tree.put("appRole", verdict.report().appRole());
        tree.put("items", verdict.judged().stream().map(CheckDocument::tree).toList());
        tree.put(
                "tables",
                verdict.report().tables().stream().map(CheckDocument::tree).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(Judged judged) {
        Finding finding = judged.finding();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("rule", finding.rule());
        tree.put("severity", lower(finding.severity()));
        tree.put("object", finding.object());
        tree.put("problem", finding.problem());
        tree.put("attack", finding.attack());
        tree.put("cure", finding.cure());
        tree.put("sql", finding.sql());
        tree.put("status", judged.status());
        tree.put("waiver", judged.why().isEmpty() ? null : judged.why());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(AuditedTable table) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("table", table.table());
        tree.put("type", table.type().name().toLowerCase(Locale.ROOT));
        tree.put("tenantColumn", table.tenantColumn());
        tree.put("inferred", table.inferred());
        return tree;
    }

    @Override
    public void writeTo(Page page) {
        for (Judged judged : verdict.judged()) {
            if (judged.counts()) {
                write(judged.finding(), page);
            }
        }
        List<String> inferred = verdict.report().tables().stream()
                .filter(table -> table.inferred() && table.type() != AuditedTable.Type.CLOSED)
                .map(table -> table.table() + " (" + table.type().name().toLowerCase(Locale.ROOT) + ")")
                .toList();
        if (!inferred.isEmpty()) {
            page.line(page.style().faint("inferred") + " " + page.safe(String.join(", ", inferred)));
        }
        long tenant = tables(AuditedTable.Type.TENANT);
        if (tenant == 0) {
            page.line(page.style().warning("note") + "     No table of the application holds tenants' rows");
        }
        page.line((verdict.isGreen() ? page.style().good("ok") : page.style().bad("not ok")) + "  "
                + counted(verdict.count(Severity.ERROR), "error") + ", "
                + counted(verdict.count(Severity.WARNING), "warning") + aside() + "; "
                + counted(tenant, "tenant table") + ", " + tables(AuditedTable.Type.SHARED) + " shared");
    }

    private static void write(Finding finding, Page page) {
        page.line(sign(finding.severity(), page) + " " + finding.rule() + "  " + page.safe(finding.object()) + ": "
                + page.safe(finding.problem()));
        if (finding.severity() != Severity.INFO) {
            page.line("           risk: " + finding.attack());
            page.line("           cure: " + finding.cure());
            finding.sql().forEach(sql -> page.line("            sql: " + page.safe(sql)));
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

    private long tables(AuditedTable.Type type) {
        return verdict.report().tables().stream()
                .filter(table -> table.type() == type && !table.table().startsWith("tenancy."))
                .count();
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String render(Format format) {
        return switch (format) {
            case SARIF -> new SarifReport(verdict, version).text();
            case JUNIT -> new JunitReport(verdict).text();
            case GITHUB -> new GithubReport(verdict).text();
            default -> throw new IllegalArgumentException(format + " is no format of reports");
        };
    }
}
