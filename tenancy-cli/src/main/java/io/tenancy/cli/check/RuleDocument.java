package io.tenancy.cli.check;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.isolation.Rule;
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
    public static Document of(Rule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", rule);
        fields.put("severity", CheckDocument.lower(rule.severity()));
        fields.put("title", rule.title());
        fields.put("fault", rule.fault());
        fields.put("attack", rule.attack());
        fields.put("cure", rule.cure());
        return Document.entry(fields);
    }
}
