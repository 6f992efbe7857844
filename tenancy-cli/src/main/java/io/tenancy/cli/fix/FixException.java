package io.tenancy.cli.fix;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The migration that mends cannot be written where it was asked for. Nothing was written. */
public final class FixException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private FixException(ErrorCode code, String problem, String remedy, @Nullable Throwable cause) {
        super(code, problem, remedy, Map.of(), cause);
    }

    static FixException usage(String problem, String remedy) {
        return new FixException(ErrorCode.USAGE, problem, remedy, null);
    }

    static FixException file(String problem, String remedy, @Nullable Throwable cause) {
        return new FixException(ErrorCode.CONFIG_INVALID, problem, remedy, cause);
    }
}
