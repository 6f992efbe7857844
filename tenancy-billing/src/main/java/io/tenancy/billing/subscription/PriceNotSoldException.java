package io.tenancy.billing.subscription;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.billing.BillingInterval;
import io.tenancy.entitlement.Plan;
import java.util.Currency;
import java.util.Map;

/** A plan is not sold for this interval in this currency, or not at all. */
public final class PriceNotSoldException extends TenancyException {
    private static final long serialVersionUID = 1L;

    PriceNotSoldException(Plan plan, BillingInterval interval, Currency currency) {
        super(
                ErrorCode.SUBSCRIPTION_CONFLICT,
                plan.terms().contactSales()
                        ? "The plan is sold by talking"
                        : "The plan has no price for every " + interval + " in " + currency,
                "Look at its prices with tenancyctl plan show",
                Map.of("plan", plan.toString()),
                null);
    }
}
