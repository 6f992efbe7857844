package io.tenancy.resolve;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two places of one request name different tenants. Neither is believed. */
public final class TenantAmbiguousException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TenantAmbiguousException(Resolution one, Resolution other) {
        super(
                ErrorCode.TENANT_AMBIGUOUS,
                "The request names two tenants, by " + one.resolver() + " and by " + other.resolver(),
                "Use the host or path of the tenant that the token or API key was issued for",
                ids(one, other),
                null);
    }

    private static Map<String, String> ids(Resolution one, Resolution other) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put(one.resolver(), one.key().value());
        // The same resolver twice: a header that was sent with two values.
        ids.put(
                one.resolver().equals(other.resolver()) ? other.resolver() + " (again)" : other.resolver(),
                other.key().value());
        return ids;
    }
}
