package io.tenancy.jdbc.failure;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/**
 * The role lacks a privilege: SQLState 42501 that was not row level security. Nothing was read or written.
 */
public final class DatabasePrivilegeException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param cause what the driver threw; its message names the object
     */
    public DatabasePrivilegeException(Throwable cause) {
        super(
                ErrorCode.PRIVILEGE_MISSING,
                "The database role may not do this (" + cause.getMessage() + ")",
                "For a table of your own add to a migration: select tenancy.isolate('<table>'); for work across tenants use the admin connection",
                java.util.Map.of(),
                cause);
    }
}
