package io.tenancy.member;

import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantStatus;
import java.time.Instant;
import java.util.Objects;

/**
 * A tenant that a person is an active member of.
 *
 * @param tenant the tenant
 * @param key its key
 * @param name its name
 * @param status whether it lets anybody in
 * @param joinedAt since when the person has been there
 */
public record Membership(TenantId tenant, String key, String name, TenantStatus status, Instant joinedAt) {
    /**
     * Checks the components.
     *
     * @param tenant the tenant
     * @param key its key
     * @param name its name
     * @param status whether it lets anybody in
     * @param joinedAt since when the person has been there
     * @throws NullPointerException if one is null
     */
    public Membership {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(joinedAt, "joinedAt");
    }
}
