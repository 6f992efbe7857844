package io.tenancy.tenant;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the registry, as it was when read. Immutable; a change in the registry makes a new one with a higher version.
 *
 * @param id the immutable identity
 * @param key the present key
 * @param name the display name
 * @param status where the tenant stands in its life
 * @param statusReason why it stands there, for people; null if nobody said
 * @param number a small number unique to the tenant, for schemas whose tenant column is a bigint
 * @param version grows by one with every change of the registry entry
 */
public record Tenant(
        TenantId id,
        TenantKey key,
        String name,
        TenantStatus status,
        @Nullable String statusReason,
        long number,
        long version) {
    /**
     * Checks the components.
     *
     * @param id the identity
     * @param key the present key
     * @param name the name
     * @param status the status
     * @param statusReason why, or null
     * @param number the small number
     * @param version the version
     * @throws NullPointerException if a component that may not be null is null
     */
    public Tenant {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
    }

    /**
     * An active tenant that is in no registry, for tests and for applications that keep their own.
     *
     * @param id the identity
     * @param key the key, also used as name
     * @return the tenant
     */
    public static Tenant active(TenantId id, TenantKey key) {
        return new Tenant(id, key, key.value(), TenantStatus.ACTIVE, null, 0, 0);
    }

    /**
     * This tenant, if it may be worked for now.
     *
     * @return this
     * @throws TenantNotActiveException if the status is not {@link TenantStatus#ACTIVE}
     */
    public Tenant requireActive() {
        if (status != TenantStatus.ACTIVE) {
            throw new TenantNotActiveException(this);
        }
        return this;
    }
}
