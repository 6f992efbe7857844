package io.tenancy.cli.report;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that a check was given cannot be used. A check without it would say something else, so there is none. */
public final class ReportFileException extends TenancyException {
    private static final long serialVersionUID = 1L;

    ReportFileException(String problem, String remedy, @Nullable Throwable cause) {
        super(ErrorCode.CONFIG_INVALID, problem, remedy, Map.of(), cause);
    }
}
