package io.tenancy.usage;

import java.time.Instant;

/** One period for ever. */
enum LifetimeWindow implements UsageWindow {
    ONLY;

    @Override
    public UsagePeriod periodAt(Instant at, TenantCalendar calendar) {
        Years.check(at);
        return new UsagePeriod(Years.FIRST, Years.END);
    }
}
