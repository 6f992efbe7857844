package io.tenancy.cli.report;

import io.tenancy.cli.output.ReportDocument;
import io.tenancy.jdbc.isolation.Severity;
import java.net.URI;
import java.net.URISyntaxException;
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
    private static final Place NOWHERE = new Place("tenancy.yaml", 1, 1);

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
        driver.put("rules", verdict.rules().stream().map(SarifReport::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("results", verdict.judged().stream().map(this::result).toList());
        Map<String, Object> sarif = new LinkedHashMap<>();
        sarif.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        sarif.put("version", "2.1.0");
        sarif.put("runs", List.of(run));
        return ReportDocument.json(sarif);
    }

    private static Map<String, Object> rule(ReportRule rule) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", rule.id());
        tree.put("shortDescription", Map.of("text", rule.title()));
        tree.put("fullDescription", Map.of("text", rule.attack()));
        tree.put("help", Map.of("text", rule.cure()));
        tree.put("defaultConfiguration", Map.of("level", level(rule.severity())));
        return tree;
    }

    private Map<String, Object> result(Judged judged) {
        Issue issue = judged.issue();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ruleId", issue.rule().id());
        tree.put("ruleIndex", verdict.rules().indexOf(issue.rule()));
        tree.put("level", level(issue.severity()));
        tree.put("message", Map.of("text", message(issue)));
        tree.put("locations", List.of(location(issue)));
        tree.put("partialFingerprints", Map.of("tenancy/v1", sha256(issue.fingerprint())));
        tree.put("baselineState", judged.status() == Judged.Status.KNOWN ? "unchanged" : "new");
        if (judged.status() == Judged.Status.WAIVED) {
            tree.put("suppressions", List.of(Map.of("kind", "external", "justification", judged.why())));
        }
        return tree;
    }

    private static Map<String, Object> location(Issue issue) {
        Map<String, Object> physical = new LinkedHashMap<>();
        Place place = issue.place() == null ? NOWHERE : issue.place();
        physical.put("artifactLocation", Map.of("uri", uri(place.file())));
        physical.put("region", Map.of("startLine", place.line(), "startColumn", place.column()));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", physical);
        location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", issue.object())));
        return location;
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Every path is one of a URI", e);
        }
    }

    private static String message(Issue issue) {
        String sql = String.join(" ", issue.sql());
        return issue.object() + ": " + issue.problem() + ". " + issue.rule().attack() + " "
                + issue.rule().cure() + (sql.isEmpty() ? "" : " " + sql)
                + (issue.evidence().isEmpty() ? "" : " Leaked: " + String.join("; ", issue.evidence()));
    }

    private static String level(Severity severity) {
        return severity == Severity.INFO ? "note" : VerdictDocument.lower(severity);
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
