package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** No plan or add-on with this key, or not this version of it, has been published. */
public final class PlanNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    PlanNotFoundException(String plan) {
        super(
                ErrorCode.PLAN_NOT_FOUND,
                "No such plan is published",
                "tenancyctl plan list shows what is; tenancyctl plan apply publishes what tenancy.yaml declares",
                Map.of("plan", plan),
                null);
    }
}
