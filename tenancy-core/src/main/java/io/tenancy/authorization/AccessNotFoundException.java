package io.tenancy.authorization;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** There is no role, permission, grant, group or branch of this name. */
public final class AccessNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem what happened, one sentence without a final stop
     * @param remedy what to do next, one sentence without a final stop
     * @param cause what led here, or null
     */
    public AccessNotFoundException(String problem, String remedy, @Nullable Throwable cause) {
        super(ErrorCode.ACCESS_NOT_FOUND, problem, remedy, Map.of(), cause);
    }
}
