package io.tenancy.jdbc.failure;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import java.util.Map;

/**
 * The database refused to write a row of another tenant (or another branch): row level security answered. The message names the
 * bound tenant and the server's words, which hold the table's name and no row.
 */
public final class TenantViolationException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param binding what was bound
     * @param cause what the driver threw
     */
    public TenantViolationException(TenantBinding binding, Throwable cause) {
        super(
                ErrorCode.TENANT_VIOLATION,
                "The database refused a row that does not belong to the bound tenant",
                "Leave the tenant column to its default, or bind the tenant that owns the row",
                Map.of("tenant", binding.tenant().key().value()),
                cause);
    }
}
