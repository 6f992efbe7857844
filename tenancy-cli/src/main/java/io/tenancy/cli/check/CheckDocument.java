package io.tenancy.cli.check;

import static io.tenancy.cli.report.VerdictDocument.counted;

import io.tenancy.cli.report.Verdict;
import io.tenancy.cli.report.VerdictDocument;
import io.tenancy.cli.report.VerdictDocument.Besides;
import io.tenancy.cli.report.VerdictDocument.Note;
import io.tenancy.jdbc.isolation.AuditedTable;
import io.tenancy.jdbc.isolation.IsolationReport;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an audit found and what it looked at. */
public final class CheckDocument {
    private CheckDocument() {}

    /**
     * A document.
     *
     * @param verdict what was found
     * @param report what was looked at
     * @param proof what was tried, or null if nothing was
     * @param version the version of this program
     * @return the document
     */
    public static VerdictDocument of(
            Verdict verdict, IsolationReport report, @Nullable ProofReport proof, String version) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("server", report.server());
        before.put("database", report.database());
        before.put("appRole", report.appRole());
        Map<String, Object> after = new LinkedHashMap<>();
        after.put("tables", report.tables().stream().map(CheckDocument::tree).toList());
        if (proof != null) {
            after.put("proof", ProofTree.of(proof));
        }
        long tenant = tables(report, AuditedTable.Type.TENANT);
        String looked = counted(tenant, "tenant table") + ", " + tables(report, AuditedTable.Type.SHARED) + " shared";
        List<Note> notes = notes(report, tenant);
        if (proof != null) {
            notes.addAll(ProofTree.notes(proof));
        }
        return new VerdictDocument(verdict, "check", version, new Besides(before, after, notes, looked));
    }

    private static Map<String, @Nullable Object> tree(AuditedTable table) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("table", table.table());
        tree.put("type", table.type().name().toLowerCase(Locale.ROOT));
        tree.put("tenantColumn", table.tenantColumn());
        tree.put("inferred", table.inferred());
        return tree;
    }

    private static List<Note> notes(IsolationReport report, long tenant) {
        List<Note> notes = new ArrayList<>();
        List<String> inferred = report.tables().stream()
                .filter(table -> table.inferred() && table.type() != AuditedTable.Type.CLOSED)
                .map(table -> table.table() + " (" + table.type().name().toLowerCase(Locale.ROOT) + ")")
                .toList();
        if (!inferred.isEmpty()) {
            notes.add(new Note("inferred", String.join(", ", inferred), false));
        }
        if (tenant == 0) {
            notes.add(new Note("note", "    No table of the application holds tenants' rows", true));
        }
        return notes;
    }

    private static long tables(IsolationReport report, AuditedTable.Type type) {
        return report.tables().stream()
                .filter(table -> table.type() == type && !table.table().startsWith("tenancy."))
                .count();
    }
}
