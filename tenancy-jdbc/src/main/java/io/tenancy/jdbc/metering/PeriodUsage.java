package io.tenancy.jdbc.metering;

import io.tenancy.entitlement.Limit;
import io.tenancy.tenant.TenantKey;
import io.tenancy.usage.UsagePeriod;
import java.time.Instant;

/**
 * What a tenant used of a meter in one period. Immutable.
 *
 * @param tenant the tenant
 * @param meter the meter's key
 * @param period the period; of a gauge the one that lasts for ever
 * @param used how much
 * @param limit how much it might use, when it used something last
 * @param countedAt when that was
 */
public record PeriodUsage(
        TenantKey tenant, String meter, UsagePeriod period, long used, Limit limit, Instant countedAt) {
    /**
     * How much was used over the limit.
     *
     * @return from 0 on
     */
    public long overage() {
        return limit.isUnlimited() ? 0 : Math.max(0, used - limit.amount().orElseThrow());
    }

    /**
     * Whether it is a gauge.
     *
     * @return true if its period lasts for ever
     */
    public boolean isGauge() {
        return period.start().isBefore(Instant.parse("0002-01-01T00:00:00Z"));
    }
}
