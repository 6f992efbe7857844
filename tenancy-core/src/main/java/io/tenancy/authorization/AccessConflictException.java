package io.tenancy.authorization;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A role, group or branch is there already, is still in use, or would be above itself. */
public final class AccessConflictException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem what happened, one sentence without a final stop
     * @param remedy what to do next, one sentence without a final stop
     * @param cause what led here, or null
     */
    public AccessConflictException(String problem, String remedy, @Nullable Throwable cause) {
        super(ErrorCode.ACCESS_CONFLICT, problem, remedy, Map.of(), cause);
    }
}
