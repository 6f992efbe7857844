package io.tenancy.jdbc.migration;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A migration stopped. It was rolled back as far as it ran in a transaction; the ones before it stay applied. */
public final class MigrationFailedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    MigrationFailedException(String problem, String remedy, Map<String, String> ids, Throwable cause) {
        super(ErrorCode.MIGRATION_FAILED, problem, remedy, ids, cause);
    }
}
