package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.tenant.Tenant;
import java.time.Instant;
import java.util.Map;

/** The rows of a cancelled tenant are kept for a while, in case it comes back. */
public final class TenantRetainedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TenantRetainedException(Tenant tenant, Instant until) {
        super(
                ErrorCode.TENANT_RETAINED,
                "The rows of tenant " + tenant.key() + " are kept until " + until,
                "Wait, or end that time: tenancyctl tenant delete " + tenant.key() + " --now",
                Map.of("tenant", tenant.key().value(), "id", tenant.id().toString(), "purgeAt", until.toString()),
                null);
    }
}
