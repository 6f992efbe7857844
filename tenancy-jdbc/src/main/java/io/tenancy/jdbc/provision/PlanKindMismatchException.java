package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** An add-on was to be held as plan, or a plan as add-on, or a key was to change from one to the other. */
public final class PlanKindMismatchException extends TenancyException {
    private static final long serialVersionUID = 1L;

    PlanKindMismatchException(String plan, String problem) {
        super(
                ErrorCode.PLAN_KIND_MISMATCH,
                problem,
                "A tenant holds one plan, and add-ons beside it; use another key",
                Map.of("plan", plan),
                null);
    }
}
