package io.tenancy.cli.lint;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A migration cannot be read. What was not read was not judged, so there is no verdict at all. */
public final class UnreadableSqlException extends TenancyException {
    private static final long serialVersionUID = 1L;

    UnreadableSqlException(String problem, String remedy, @Nullable Throwable cause) {
        super(ErrorCode.CONFIG_INVALID, problem, remedy, Map.of(), cause);
    }
}
