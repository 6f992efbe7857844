package io.tenancy.entitlement;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tenant has used as much as its plan allows. Nothing is lost: what is there stays, and there is room again in the next period,
 * when something is removed, or with a larger plan.
 */
public final class QuotaExceededException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private final transient Consumption consumption;

    /**
     * Makes the exception.
     *
     * @param consumption what was refused, with the numbers
     */
    public QuotaExceededException(Consumption consumption) {
        super(ErrorCode.QUOTA_EXCEEDED, problem(consumption), remedy(consumption), numbers(consumption), null);
        this.consumption = consumption;
    }

    private static String problem(Consumption refused) {
        return refused.reason() == Consumption.Reason.NOT_IN_PLAN
                ? "The tenant's plan gives nothing of " + refused.meter()
                : "The tenant has used " + refused.used() + " of " + refused.limit() + " of " + refused.meter();
    }

    private static String remedy(Consumption refused) {
        return refused.resetAt() == null
                ? "Remove some, or give the tenant a larger plan, an add-on or an override"
                : "Wait until " + refused.resetAt() + ", or give the tenant a larger plan, an add-on or an override";
    }

    private static Map<String, String> numbers(Consumption refused) {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("meter", refused.meter());
        numbers.put("wanted", Long.toString(refused.amount()));
        numbers.put("limit", refused.limit().toString());
        numbers.put("used", Long.toString(refused.used()));
        if (refused.reserved() > 0) {
            numbers.put("reserved", Long.toString(refused.reserved()));
        }
        if (refused.resetAt() != null) {
            numbers.put("resetAt", refused.resetAt().toString());
        }
        return numbers;
    }

    /**
     * What was refused.
     *
     * @return reason and numbers
     */
    public Consumption consumption() {
        return consumption;
    }
}
