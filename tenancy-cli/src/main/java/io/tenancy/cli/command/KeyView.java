package io.tenancy.cli.command;

import io.tenancy.apikey.ApiKey;
import io.tenancy.authorization.Permission;
import io.tenancy.tenant.Tenant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A key as commands tell it; never its secret. */
final class KeyView {
    private KeyView() {}

    static Map<String, @Nullable Object> tree(Tenant tenant, ApiKey key, Instant now) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("tenant", tenant.key());
        tree.put("id", key.id());
        tree.put("start", key.start());
        tree.put("name", key.name());
        tree.put("environment", key.environment().word());
        tree.put("status", status(key, now));
        tree.put("scopes", scopes(key));
        tree.put("networks", key.networks().stream().map(Object::toString).toList());
        tree.put("perHour", key.perHour());
        tree.put("actsFor", key.createdBy());
        tree.put("createdAt", key.createdAt());
        tree.put("expiresAt", key.expiresAt());
        tree.put("revokedAt", key.revokedAt());
        tree.put("replacedBy", key.replacedBy());
        tree.put("lastUsedAt", key.lastUsedAt());
        return tree;
    }

    static String status(ApiKey key, Instant now) {
        return key.status(now).name().toLowerCase(Locale.ROOT);
    }

    static List<String> scopes(ApiKey key) {
        return key.scopes().stream().map(Permission::toString).toList();
    }
}
