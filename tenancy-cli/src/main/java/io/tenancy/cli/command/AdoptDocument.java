package io.tenancy.cli.command;

import io.tenancy.cli.adopt.AdoptionPlan;
import io.tenancy.cli.adopt.AdoptionReport;
import io.tenancy.cli.adopt.Classified;
import io.tenancy.cli.adopt.FirstTenant;
import io.tenancy.cli.adopt.PlannedFile;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Table;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.proof.Outcome;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What adopt answers: the plan, and how applying it ended. */
final class AdoptDocument {
    private AdoptDocument() {}

    static Document plan(AdoptionPlan plan, String folder) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("folder", folder);
        tree.put("tenantColumn", plan.tenantColumn());
        tree.put("tenants", plan.tenants().stream().map(AdoptDocument::tree).toList());
        tree.put("tables", plan.tables().stream().map(AdoptDocument::tree).toList());
        tree.put("notes", plan.notes());
        tree.put("files", plan.files().stream().map(PlannedFile::path).toList());
        return Document.of(tree, page -> {
            tables(plan.tables(), page);
            page.line("");
            page.line("What changes");
            plan.notes().forEach(note -> page.line("  - " + page.safe(note)));
            page.line("");
            page.line("In " + page.safe(folder));
            plan.files().stream()
                    .filter(file -> file.path().endsWith(".sql"))
                    .forEach(file -> page.line("  " + page.safe(file.path())));
            long tenantTables = count(plan, io.tenancy.cli.adopt.TableClass.TENANT);
            page.line(page.style().good("ok") + "  " + tenantTables + " tenant tables, "
                    + count(plan, io.tenancy.cli.adopt.TableClass.SHARED) + " shared; existing rows become part of "
                    + String.join(
                            ", ",
                            plan.tenants().stream()
                                    .map(one -> one.key().value())
                                    .toList()));
        });
    }

    private static long count(AdoptionPlan plan, io.tenancy.cli.adopt.TableClass type) {
        return plan.tables().stream().filter(table -> table.type() == type).count();
    }

    private static void tables(List<Classified> tables, Page page) {
        Table table = Table.of("TABLE", "IS", "BECAUSE");
        tables.forEach(one -> table.row(one.table(), lower(one.type()), one.why()));
        page.table(table);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> tree(FirstTenant tenant) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", tenant.id());
        tree.put("key", tenant.key());
        tree.put("name", tenant.name());
        return tree;
    }

    private static Map<String, Object> tree(Classified table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("table", table.table());
        tree.put("type", table.type());
        tree.put("why", table.why());
        return tree;
    }

    static Document report(AdoptionReport report) {
        List<Finding> errors = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        ProofReport proof = report.proof();
        int held = proof == null ? 0 : proof.verdicts(Outcome.HELD).size();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenants", report.tenants().stream().map(AdoptDocument::tree).toList());
        tree.put("applied", report.applied());
        tree.put("tables", report.tables().stream().map(AdoptDocument::tree).toList());
        tree.put("contentEqual", report.isContentEqual());
        tree.put("findings", report.findings().stream().map(AdoptDocument::tree).toList());
        tree.put("attacksHeld", proof == null ? null : held);
        return Document.of(tree, page -> {
            Table table = Table.of("TABLE", "ROWS BEFORE", "ROWS AFTER", "CONTENT");
            report.tables()
                    .forEach(one -> table.row(
                            one.table(), one.before().rows(), one.after().rows(), one.isEqual() ? "equal" : "DIFFERS"));
            page.table(table);
            for (Finding finding : report.findings()) {
                page.line(page.safe(lower(finding.severity())) + "  " + finding.rule() + "  "
                        + page.safe(finding.object()) + ": " + page.safe(finding.problem()));
            }
            if (report.isContentEqual() && errors.isEmpty()) {
                page.line(page.style().good("ok") + "  Every table holds what it held; no way across tenants was found"
                        + (proof == null ? "" : "; " + held + " attacks held"));
            } else if (!errors.isEmpty()) {
                page.line(page.style().bad("not ok") + "  " + errors.size()
                        + (errors.size() == 1 ? " finding says" : " findings say")
                        + " that tenants are not held apart, or that it could not be proved");
            } else {
                page.line(page.style().bad("not ok")
                        + "  Some tables do not hold what they held: was the database written to meanwhile?");
            }
        });
    }

    static Map<String, Object> tree(AdoptionReport.Compared table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("table", table.table());
        tree.put("rowsBefore", table.before().rows());
        tree.put("rowsAfter", table.after().rows());
        tree.put("checksumBefore", table.before().checksum().toPlainString());
        tree.put("checksumAfter", table.after().checksum().toPlainString());
        tree.put("equal", table.isEqual());
        return tree;
    }

    private static Map<String, Object> tree(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rule", finding.rule());
        tree.put("severity", finding.severity());
        tree.put("object", finding.object());
        tree.put("problem", finding.problem());
        return tree;
    }
}
