package io.tenancy.tenant;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** No tenant has this key, domain or id. There is no default tenant to fall back to. */
public final class TenantNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private TenantNotFoundException(String by, String value) {
        super(
                ErrorCode.TENANT_NOT_FOUND,
                "No tenant has this " + by,
                "Check the spelling, or list them with: tenancyctl tenant list",
                Map.of(by, value),
                null);
    }

    /**
     * For a look-up by key.
     *
     * @param key the key asked for
     * @return the exception to throw
     */
    public static TenantNotFoundException byKey(TenantKey key) {
        return new TenantNotFoundException("key", key.value());
    }

    /**
     * For a look-up by id.
     *
     * @param id the id asked for
     * @return the exception to throw
     */
    public static TenantNotFoundException byId(TenantId id) {
        return new TenantNotFoundException("id", id.toString());
    }

    /**
     * For a look-up by domain.
     *
     * @param domain the normalised host name asked for
     * @return the exception to throw
     */
    public static TenantNotFoundException byDomain(String domain) {
        return new TenantNotFoundException("domain", domain);
    }
}
