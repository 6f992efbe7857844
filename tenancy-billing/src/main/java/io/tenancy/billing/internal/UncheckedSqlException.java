package io.tenancy.billing.internal;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.SQLException;
import java.util.Map;

/** A statement that failed, on its way out of a transaction. */
final class UncheckedSqlException extends TenancyException {
    private static final long serialVersionUID = 1L;

    UncheckedSqlException(SQLException e) {
        super(
                ErrorCode.STATEMENT_FAILED,
                "The server refused a statement",
                "Look at the cause; the control plane may be older than this program",
                Map.of(),
                e);
    }
}
