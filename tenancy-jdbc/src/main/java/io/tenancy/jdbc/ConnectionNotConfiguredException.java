package io.tenancy.jdbc;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** Something needs a connection that was not given. */
public final class ConnectionNotConfiguredException extends TenancyException {
    private static final long serialVersionUID = 1L;

    ConnectionNotConfiguredException(String role, String remedy) {
        super(
                ErrorCode.CONNECTION_NOT_CONFIGURED,
                "There is no " + role + " connection",
                remedy,
                Map.of("connection", role),
                null);
    }
}
