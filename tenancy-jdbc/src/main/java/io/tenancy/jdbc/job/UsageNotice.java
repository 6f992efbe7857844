package io.tenancy.jdbc.job;

import io.tenancy.jdbc.metering.PeriodUsage;
import io.tenancy.tenant.TenantKey;
import java.util.List;

/**
 * Is told once a week how a tenant stands: a mail to its owner, a line in a report. Called on the job's thread.
 *
 * <pre>{@code
 * UsageNotice mail = (tenant, periods) -> mailer.weekly(tenant, periods);
 * }</pre>
 */
@FunctionalInterface
public interface UsageNotice {
    /** Tells nobody; the run's note still says how many there were, and how many were near a limit. */
    UsageNotice NONE = (tenant, periods) -> {};

    /**
     * How a tenant stands.
     *
     * @param tenant whose usage it is
     * @param periods what it used of each meter in the periods that reach into the last seven days, by meter and time
     */
    void usage(TenantKey tenant, List<PeriodUsage> periods);
}
