package io.tenancy.jdbc.isolation;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The application's login could see past the policies, or the policies do not name it. */
public final class UnsafeRoleException extends TenancyException {
    private static final long serialVersionUID = 1L;

    UnsafeRoleException(String problem, String remedy, String role) {
        super(ErrorCode.ROLE_UNSAFE, problem, remedy, Map.of("role", role), null);
    }
}
