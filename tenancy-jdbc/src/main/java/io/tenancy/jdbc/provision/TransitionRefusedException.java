package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStatus;
import java.util.Map;

/** The lifecycle does not allow the move. */
public final class TransitionRefusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TransitionRefusedException(Tenant tenant, TenantStatus wanted) {
        this(tenant, "A tenant that is " + tenant.status() + " cannot become " + wanted);
    }

    /** For a change of anything else than the status. */
    TransitionRefusedException(Tenant tenant) {
        this(tenant, "A tenant that is " + tenant.status() + " cannot be changed");
    }

    private TransitionRefusedException(Tenant tenant, String problem) {
        super(
                ErrorCode.TENANT_TRANSITION_REFUSED,
                problem,
                tenant.status().next().isEmpty()
                        ? "Nothing follows " + tenant.status()
                        : "From " + tenant.status() + " it may become one of "
                                + tenant.status().next(),
                Map.of("tenant", tenant.key().value(), "id", tenant.id().toString()),
                null);
    }
}
