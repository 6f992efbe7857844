package io.tenancy.authorization;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tenant would be left without an owner. */
public final class LastOwnerException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param cause what led here, or null
     */
    public LastOwnerException(@Nullable Throwable cause) {
        super(
                ErrorCode.LAST_OWNER,
                "The tenant would be left without an owner",
                "Make somebody else an owner first",
                Map.of(),
                cause);
    }
}
