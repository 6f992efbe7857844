package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant as tenancyctl shows it: the same fields in every command. */
final class TenantView {
    private TenantView() {}

    static Map<String, @Nullable Object> fields(Tenant tenant) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("key", tenant.key());
        fields.put("name", tenant.name());
        fields.put("status", tenant.status());
        fields.put("statusReason", tenant.statusReason());
        fields.put("number", tenant.number());
        fields.put("id", tenant.id());
        fields.put("version", tenant.version());
        return fields;
    }

    /** What a change answers: one sentence for people, the tenant as it is now for machines. */
    static Document changed(String sentence, Tenant tenant) {
        return Document.of(fields(tenant), page -> page.line(page.style().good("ok") + "  " + page.safe(sentence)));
    }
}
