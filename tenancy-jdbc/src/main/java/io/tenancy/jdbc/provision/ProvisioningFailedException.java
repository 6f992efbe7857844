package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.tenant.Tenant;
import java.util.Map;

/** A step of setting up a tenant failed. What was done stands; the provisioning may be resumed, or undone. */
public final class ProvisioningFailedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    ProvisioningFailedException(Tenant tenant, String step, String why, Throwable cause) {
        super(
                ErrorCode.PROVISIONING_FAILED,
                "Step " + step + " of setting up tenant " + tenant.key() + " failed: " + why,
                "Go on with: tenancyctl tenant resume " + tenant.key() + "; or give it up with --undo",
                Map.of("tenant", tenant.key().value(), "id", tenant.id().toString(), "step", step),
                cause);
    }
}
