package io.tenancy.billing.subscription;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.tenant.TenantId;
import java.util.Map;

/** The tenant has no subscription that goes on. */
public final class SubscriptionNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    SubscriptionNotFoundException(TenantId tenant) {
        super(
                ErrorCode.SUBSCRIPTION_NOT_FOUND,
                "The tenant has no subscription that goes on",
                "Begin one with a checkout",
                Map.of("tenant", tenant.value().toString()),
                null);
    }
}
