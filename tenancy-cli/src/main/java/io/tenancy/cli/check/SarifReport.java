package io.tenancy.cli.check;

import io.tenancy.cli.output.ReportDocument;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A verdict as SARIF 2.1.0. */
final class SarifReport {
    /** Code scanning shows a result at a file only. A table stands in none, so it is the one that says what tables there are. */
    private static final String PLACE = "tenancy.yaml";

    private static final List<Rule> RULES = List.of(Rule.values());

    private final Verdict verdict;
    private final String version;

    SarifReport(Verdict verdict, String version) {
        this.verdict = verdict;
        this.version = version;
    }

    String text() {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "tenancyctl");
        driver.put("version", version);
        driver.put("rules", RULES.stream().map(SarifReport::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("results", verdict.judged().stream().map(SarifReport::result).toList());
        Map<String, Object> sarif = new LinkedHashMap<>();
        sarif.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        sarif.put("version", "2.1.0");
        sarif.put("runs", List.of(run));
        return ReportDocument.json(sarif);
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", rule.name());
        tree.put("shortDescription", Map.of("text", rule.title()));
        tree.put("fullDescription", Map.of("text", rule.attack()));
        tree.put("help", Map.of("text", rule.cure()));
        tree.put("defaultConfiguration", Map.of("level", level(rule.severity())));
        return tree;
    }

    private static Map<String, Object> result(Judged judged) {
        Finding finding = judged.finding();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ruleId", finding.rule().name());
        tree.put("ruleIndex", RULES.indexOf(finding.rule()));
        tree.put("level", level(finding.severity()));
        tree.put("message", Map.of("text", message(finding)));
        tree.put("locations", List.of(location(finding)));
        tree.put("partialFingerprints", Map.of("tenancy/v1", sha256(finding.fingerprint())));
        tree.put("baselineState", judged.status() == Judged.Status.KNOWN ? "unchanged" : "new");
        if (judged.status() == Judged.Status.WAIVED) {
            tree.put("suppressions", List.of(Map.of("kind", "external", "justification", judged.why())));
        }
        return tree;
    }

    private static Map<String, Object> location(Finding finding) {
        Map<String, Object> physical = new LinkedHashMap<>();
        physical.put("artifactLocation", Map.of("uri", PLACE));
        physical.put("region", Map.of("startLine", 1));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", physical);
        location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", finding.object())));
        return location;
    }

    private static String message(Finding finding) {
        String sql = String.join(" ", finding.sql());
        return finding.object() + ": " + finding.problem() + ". " + finding.attack() + " " + finding.cure()
                + (sql.isEmpty() ? "" : " " + sql);
    }

    private static String level(Severity severity) {
        return severity == Severity.INFO ? "note" : CheckDocument.lower(severity);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
