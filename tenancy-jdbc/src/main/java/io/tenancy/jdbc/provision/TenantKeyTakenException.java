package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The key belongs to another tenant, or is still reserved for one that gave it up. */
public final class TenantKeyTakenException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TenantKeyTakenException(String key) {
        super(
                ErrorCode.TENANT_KEY_TAKEN,
                "Key belongs, or recently belonged, to another tenant",
                "Choose another key; a key given up stays reserved for a year",
                Map.of("key", key),
                null);
    }
}
