package io.tenancy.jdbc.migration;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A migration makes an object through which the application would read past the policies. It was rolled back. */
public final class UnsafeMigrationException extends TenancyException {
    private static final long serialVersionUID = 1L;

    UnsafeMigrationException(String problem, String remedy, Map<String, String> ids) {
        super(ErrorCode.MIGRATION_UNSAFE, problem, remedy, ids, null);
    }
}
