package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** Another tenant has verified the domain. */
public final class DomainTakenException extends TenancyException {
    private static final long serialVersionUID = 1L;

    DomainTakenException(String domain) {
        super(
                ErrorCode.TENANT_DOMAIN_TAKEN,
                "Another tenant has proved that it owns this domain",
                "Remove it there first",
                Map.of("domain", domain),
                null);
    }
}
