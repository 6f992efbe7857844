package io.tenancy.cli.command;

import io.tenancy.authorization.Grant;
import io.tenancy.authorization.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles and grants as tenancyctl shows them: the same fields in every command. */
final class RoleView {
    private RoleView() {}

    static Map<String, @Nullable Object> fields(Role role) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("role", role.key());
        fields.put("name", role.name());
        fields.put("description", role.description());
        fields.put("kind", kind(role));
        fields.put("inherits", List.copyOf(role.parents()));
        fields.put("follows", texts(role.dynamic()));
        fields.put("permissions", role.key().equals(Role.OWNER) ? List.of("*:*") : texts(role.permissions()));
        return fields;
    }

    static Map<String, @Nullable Object> fields(Grant grant) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("principal", grant.principal());
        fields.put("kind", kind(grant));
        fields.put("role", grant.role());
        fields.put("branch", grant.branch());
        fields.put("grantedBy", grant.grantedBy());
        fields.put("grantedAt", grant.grantedAt());
        return fields;
    }

    static String kind(Role role) {
        return role.isSystem() ? "system" : "own";
    }

    static String kind(Grant grant) {
        return grant.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
