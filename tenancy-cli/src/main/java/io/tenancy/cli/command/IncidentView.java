package io.tenancy.cli.command;

import io.tenancy.jdbc.security.SecurityIncident;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An incident as commands print it. */
final class IncidentView {
    private IncidentView() {}

    static Map<String, @Nullable Object> fields(SecurityIncident one) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", one.id());
        fields.put("tenant", one.tenant());
        fields.put("rule", one.rule());
        fields.put("severity", one.severity());
        fields.put("subject", one.subject());
        fields.put("address", one.address());
        fields.put("events", one.events());
        fields.put("firstAt", one.firstAt());
        fields.put("lastAt", one.lastAt());
        fields.put("action", one.action());
        fields.put("actionState", one.actionState());
        fields.put("actionUntil", one.actionUntil());
        return fields;
    }
}
