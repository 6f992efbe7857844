package io.tenancy.usage;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Days, weeks, months and years as the tenant's calendar has them. */
enum CalendarWindow implements WallClockWindow {
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    /** A first of January that is a Monday: where all four begin. */
    private static final LocalDate ORIGIN = LocalDate.of(2001, 1, 1);

    static {
        assert ORIGIN.getDayOfWeek() == DayOfWeek.MONDAY;
    }

    private final ChronoUnit unit;

    CalendarWindow(ChronoUnit unit) {
        this.unit = unit;
    }

    @Override
    public long guess(LocalDateTime wall, TenantCalendar calendar) {
        return unit.between(ORIGIN, wall.toLocalDate());
    }

    @Override
    public Instant start(long number, TenantCalendar calendar) {
        return WallClockWindow.firstShown(ORIGIN.plus(number, unit).atStartOfDay(), calendar.zone());
    }
}
