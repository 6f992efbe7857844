package io.tenancy.jdbc.job;

import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.metering.PeriodUsage;
import io.tenancy.jdbc.metering.UsageRegistry;
import io.tenancy.tenant.TenantKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how tenants stand. */
final class UsageWeek {
    private static final Logger LOG = LoggerFactory.getLogger(UsageWeek.class);
    private static final Duration WEEK = Duration.ofDays(7);
    /** From which share of a limit on somebody is near it, in per cent. */
    private static final long NEAR = 80;

    private final UsageRegistry usage;
    private final UsageNotice notice;

    UsageWeek(UsageRegistry usage, UsageNotice notice) {
        this.usage = usage;
        this.notice = notice;
    }

    JobReport run(JobContext context) {
        Map<TenantKey, List<PeriodUsage>> tenants =
                usage.periods(null, null, context.now().minus(WEEK), context.now()).stream()
                        .collect(Collectors.groupingBy(
                                PeriodUsage::tenant, LinkedHashMap::new, Collectors.toUnmodifiableList()));
        long failed = 0;
        long near = 0;
        long over = 0;
        for (Map.Entry<TenantKey, List<PeriodUsage>> one : tenants.entrySet()) {
            near += one.getValue().stream().anyMatch(UsageWeek::isNear) ? 1 : 0;
            over += one.getValue().stream().anyMatch(period -> period.overage() > 0) ? 1 : 0;
            try {
                notice.usage(one.getKey(), one.getValue());
            } catch (RuntimeException e) {
                // The next tenant is told nonetheless; the run counts it.
                LOG.warn("What tenant {} used could not be told", one.getKey(), e);
                failed++;
            }
        }
        return new JobReport(
                tenants.size() - failed,
                failed,
                tenants.size() + " tenants, " + near + " at " + NEAR + " % of a limit or more, " + over + " over one");
    }

    private static boolean isNear(PeriodUsage period) {
        Limit limit = period.limit();
        return !limit.isUnlimited()
                && limit.amount().orElseThrow() > 0
                && period.used() / (double) limit.amount().orElseThrow() >= NEAR / 100.0;
    }
}
