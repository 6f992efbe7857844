package io.tenancy.context;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scope was closed on the wrong thread or out of order, or left open where none may be. A defect of the calling code, always. For
 * a leaked scope the {@linkplain #getCause() cause} is the place that opened it.
 */
public final class TenantScopeException extends TenancyException {
    private static final long serialVersionUID = 1L;
    private static final String REMEDY =
            "Open every scope in try-with-resources, so that inner scopes close first and on their own thread";

    private TenantScopeException(
            ErrorCode code, String problem, @Nullable TenantBinding binding, @Nullable Throwable openedAt) {
        super(
                code,
                problem,
                REMEDY,
                binding == null
                        ? Map.of()
                        : Map.of("tenant", binding.tenant().key().value()),
                openedAt);
    }

    static TenantScopeException misused(String problem, @Nullable TenantBinding binding) {
        return new TenantScopeException(ErrorCode.TENANT_SCOPE_MISUSED, problem, binding, null);
    }

    static TenantScopeException leaked(String problem, @Nullable TenantBinding binding, Throwable openedAt) {
        return new TenantScopeException(ErrorCode.TENANT_SCOPE_LEAKED, problem, binding, openedAt);
    }
}
