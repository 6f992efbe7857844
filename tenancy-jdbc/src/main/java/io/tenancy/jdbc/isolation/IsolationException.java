package io.tenancy.jdbc.isolation;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A table cannot be isolated or shared as asked. Nothing was changed. */
public final class IsolationException extends TenancyException {
    private static final long serialVersionUID = 1L;

    IsolationException(String problem, String remedy, String table, Throwable cause) {
        super(ErrorCode.ISOLATION_FAILED, problem, remedy, Map.of("table", table), cause);
    }
}
