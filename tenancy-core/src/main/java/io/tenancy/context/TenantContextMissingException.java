package io.tenancy.context;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/**
 * Data of a tenant was asked for with no tenant bound on this thread. Thrown before anything is sent to the database.
 */
public final class TenantContextMissingException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public TenantContextMissingException() {
        super(
                ErrorCode.TENANT_CONTEXT_MISSING,
                "No tenant is bound on this thread",
                "Bind one with TenantContext.bind(tenant) in try-with-resources; carry it to other threads with TenantContext.wrap");
    }
}
