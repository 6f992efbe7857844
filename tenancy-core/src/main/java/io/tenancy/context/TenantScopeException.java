package io.tenancy.context;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A scope was closed on the wrong thread or out of order, or left open where none may be. */
public final class TenantScopeException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TenantScopeException(ErrorCode code, String problem, TenantBinding binding) {
        super(
                code,
                problem,
                "Open every scope in try-with-resources, so that inner scopes close first and on their own thread",
                Map.of("tenant", binding.tenant().key().value()),
                null);
    }
}
