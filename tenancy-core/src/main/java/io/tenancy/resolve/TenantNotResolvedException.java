package io.tenancy.resolve;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No place of the request names a tenant. There is no default tenant to fall back to. */
public final class TenantNotResolvedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TenantNotResolvedException(TenantRequest request, List<String> asked) {
        super(
                ErrorCode.TENANT_NOT_RESOLVED,
                "The request names no tenant",
                "Ask by a tenant's own host, path or token; tenancyctl resolve HOST explains what a host means",
                ids(request, asked),
                null);
    }

    private static Map<String, String> ids(TenantRequest request, List<String> asked) {
        Map<String, String> ids = new LinkedHashMap<>();
        HostName host = request.host();
        if (host != null) {
            ids.put("host", host.value());
        }
        ids.put("asked", String.join(" ", asked));
        return ids;
    }
}
