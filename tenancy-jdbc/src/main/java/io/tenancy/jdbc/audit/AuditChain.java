package io.tenancy.jdbc.audit;

import io.tenancy.tenant.TenantId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One chain of events: that of a tenant, or the platform's. Immutable.
 *
 * @param id the tenant's id; of the platform, all zeros, which no tenant has
 */
public record AuditChain(UUID id) {
    /** What was done to no tenant in particular: plans that were published, work across tenants. */
    public static final AuditChain PLATFORM = new AuditChain(new UUID(0, 0));

    /**
     * Checks the component.
     *
     * @param id the id
     */
    public AuditChain {
        Objects.requireNonNull(id, "id");
    }

    /**
     * The chain of a tenant.
     *
     * @param tenant the tenant
     * @return its chain
     */
    public static AuditChain of(TenantId tenant) {
        return new AuditChain(tenant.value());
    }

    /**
     * Whose it is.
     *
     * @return the tenant, or null for the platform
     */
    public @Nullable TenantId tenant() {
        return equals(PLATFORM) ? null : TenantId.of(id);
    }

    @Override
    public String toString() {
        return equals(PLATFORM) ? "platform" : id.toString();
    }
}
