package io.tenancy.entitlement;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The tenant does not have a feature that was asked for. Upgrading gives it; nothing that was made with it is lost. */
public final class FeatureNotInPlanException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param entitlement what the tenant has of the feature, and why
     */
    public FeatureNotInPlanException(Entitlement entitlement) {
        super(
                ErrorCode.FEATURE_NOT_IN_PLAN,
                "The tenant's plan does not have " + entitlement.feature().key(),
                "Give it a plan that has, or an override",
                Map.of(
                        "feature",
                        entitlement.feature().key(),
                        "decidedBy",
                        entitlement.source().name()),
                null);
    }
}
