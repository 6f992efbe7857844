package io.tenancy.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant brings to a {@link UsageWindow}: where its days begin, and the day it began. Immutable.
 *
 * @param zone the tenant's time zone
 * @param anchor when the subscription, or whatever anniversaries count from, began
 * @param planSince since when it has its plan; null if it has none
 */
public record TenantCalendar(
        ZoneId zone, Instant anchor, @Nullable Instant planSince) {
    /**
     * Checks the components.
     *
     * @param zone the tenant's time zone
     * @param anchor what anniversaries count from
     * @param planSince since when it has its plan
     */
    public TenantCalendar {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(anchor, "anchor");
    }

    /**
     * A calendar of a tenant that has no plan.
     *
     * @param zone the tenant's time zone
     * @param anchor what anniversaries count from
     */
    public TenantCalendar(ZoneId zone, Instant anchor) {
        this(zone, anchor, null);
    }
}
