package io.tenancy.usage;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/**
 * What a tenant brings to a {@link UsageWindow}: where its days begin, and the day it began. Immutable.
 *
 * @param zone the tenant's time zone
 * @param anchor when the subscription, or whatever anniversaries count from, began
 */
public record TenantCalendar(ZoneId zone, Instant anchor) {
    /**
     * Checks the components.
     *
     * @param zone the tenant's time zone
     * @param anchor what anniversaries count from
     */
    public TenantCalendar {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(anchor, "anchor");
    }
}
