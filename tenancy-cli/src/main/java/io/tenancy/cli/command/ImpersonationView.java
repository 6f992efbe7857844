package io.tenancy.cli.command;

import io.tenancy.jdbc.member.Impersonation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Impersonations as tenancyctl shows them. */
final class ImpersonationView {
    private ImpersonationView() {}

    static Map<String, @Nullable Object> fields(Impersonation one) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("impersonation", one.id());
        fields.put("operator", one.operator().name());
        fields.put("tenant", one.tenant());
        fields.put("member", one.memberId());
        fields.put("reason", one.reason());
        fields.put("startedAt", one.startedAt());
        fields.put("expiresAt", one.expiresAt());
        fields.put("endedAt", one.endedAt());
        return fields;
    }
}
