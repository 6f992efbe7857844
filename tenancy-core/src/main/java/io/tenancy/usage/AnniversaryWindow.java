package io.tenancy.usage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Months from the tenant's anchor on. */
record AnniversaryWindow(int months) implements WallClockWindow {
    AnniversaryWindow {
        if (months < 1 || months > 1200) {
            throw new IllegalArgumentException("a period has 1 to 1200 months, not " + months);
        }
    }

    @Override
    public long guess(LocalDateTime wall, TenantCalendar calendar) {
        return ChronoUnit.MONTHS.between(anchor(calendar), wall) / months;
    }

    @Override
    public Instant start(long number, TenantCalendar calendar) {
        // The anchor is an instant: where clocks show its time twice, the first period begins at the very one.
        return number == 0
                ? calendar.anchor()
                : WallClockWindow.firstShown(anchor(calendar).plusMonths(number * months), calendar.zone());
    }

    private static LocalDateTime anchor(TenantCalendar calendar) {
        return LocalDateTime.ofInstant(calendar.anchor(), calendar.zone());
    }
}
