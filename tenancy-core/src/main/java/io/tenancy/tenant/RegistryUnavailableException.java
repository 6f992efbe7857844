package io.tenancy.tenant;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The registry cannot be asked, and what is remembered of the tenant is too old to be trusted. */
public final class RegistryUnavailableException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param looked what was looked up, for the ids: a key, a domain or an id
     * @param cause what the registry answered
     */
    public RegistryUnavailableException(String looked, Throwable cause) {
        super(
                ErrorCode.REGISTRY_UNAVAILABLE,
                "The tenant registry does not answer",
                "Check the database of the app connection, then try again; tenancyctl doctor tells more",
                Map.of("lookup", looked),
                cause);
    }
}
