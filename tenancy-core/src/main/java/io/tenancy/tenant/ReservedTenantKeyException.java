package io.tenancy.tenant;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The key is well-formed, but stands for something else than a tenant; see {@link ReservedKeys}. */
public final class ReservedTenantKeyException extends TenancyException {
    private static final long serialVersionUID = 1L;

    ReservedTenantKeyException(TenantKey key) {
        super(
                ErrorCode.TENANT_KEY_RESERVED,
                "This key is reserved",
                "Choose another key; reserved are words like www, api and admin, whose hosts and paths belong to the product",
                Map.of("key", key.value()),
                null);
    }
}
