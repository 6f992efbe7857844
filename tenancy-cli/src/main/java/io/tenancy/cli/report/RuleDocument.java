package io.tenancy.cli.report;

import io.tenancy.cli.output.Document;
import java.util.LinkedHashMap;
import java.util.Map;

/** One rule, explained. */
public final class RuleDocument {
    private RuleDocument() {}

    /**
     * Explains a rule.
     *
     * @param rule the rule
     * @return the explanation
     */
    public static Document of(ReportRule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", rule.id());
        fields.put("severity", VerdictDocument.lower(rule.severity()));
        fields.put("title", rule.title());
        fields.put("fault", rule.fault());
        fields.put("attack", rule.attack());
        fields.put("cure", rule.cure());
        return Document.entry(fields);
    }
}
