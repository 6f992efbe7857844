package io.tenancy.tenant;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tenant exists, but its status lets nobody in. */
public final class TenantNotActiveException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private final TenantStatus status;

    TenantNotActiveException(Tenant tenant) {
        super(
                ErrorCode.TENANT_NOT_ACTIVE,
                "Tenant is " + tenant.status(),
                tenant.status() == TenantStatus.SUSPENDED
                        ? "Activate it with: tenancyctl tenant activate " + tenant.key()
                        : "See where it stands with: tenancyctl tenant show " + tenant.key(),
                ids(tenant),
                null);
        this.status = tenant.status();
    }

    private static Map<String, String> ids(Tenant tenant) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("tenant", tenant.key().value());
        ids.put("id", tenant.id().toString());
        if (tenant.statusReason() != null) {
            ids.put("reason", tenant.statusReason());
        }
        return ids;
    }

    /**
     * The status that refused.
     *
     * @return any status but {@link TenantStatus#ACTIVE}
     */
    public TenantStatus status() {
        return status;
    }
}
