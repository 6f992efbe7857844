package io.tenancy.authorization;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody was to hand on, or take away, what it does not hold itself at that place. */
public final class EscalationRefusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem what happened, one sentence without a final stop
     * @param cause what led here, or null
     */
    public EscalationRefusedException(String problem, @Nullable Throwable cause) {
        super(
                ErrorCode.ESCALATION_REFUSED,
                problem,
                "Let somebody do it who holds it, in the same place",
                Map.of(),
                cause);
    }
}
