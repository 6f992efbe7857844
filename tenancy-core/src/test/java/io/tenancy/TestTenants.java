package io.tenancy;

import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Tenants for tests. */
public final class TestTenants {
    private TestTenants() {}

    public static Tenant active(String key) {
        return Tenant.active(TenantId.of(UUID.randomUUID()), TenantKey.of(key));
    }

    public static Tenant in(TenantStatus status, String key) {
        return new Tenant(TenantId.of(UUID.randomUUID()), TenantKey.of(key), key, status, null, 1, 1);
    }

    public static List<Tenant> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> active("t" + i)).toList();
    }
}
