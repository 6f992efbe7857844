package io.tenancy.apikey;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The tenant has no such key. */
public final class ApiKeyNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param id what was asked for, no secret
     */
    public ApiKeyNotFoundException(String id) {
        super(
                ErrorCode.API_KEY_NOT_FOUND,
                "The tenant has no API key with this id",
                "List its keys with: tenancyctl key list",
                Map.of("key", id),
                null);
    }
}
