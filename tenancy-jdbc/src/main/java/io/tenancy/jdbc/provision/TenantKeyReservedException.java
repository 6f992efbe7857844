package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The key is a word that the platform needs for itself. */
public final class TenantKeyReservedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TenantKeyReservedException(String key) {
        super(
                ErrorCode.TENANT_KEY_RESERVED,
                "Key is a reserved word",
                "Choose a key that no service or host of the platform uses",
                Map.of("key", key),
                null);
    }
}
