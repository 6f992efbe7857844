package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The tenant does not have the domain. */
public final class DomainNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    DomainNotFoundException(String domain) {
        super(
                ErrorCode.TENANT_NOT_FOUND,
                "The tenant does not have this domain",
                "Add it first",
                Map.of("domain", domain),
                null);
    }
}
