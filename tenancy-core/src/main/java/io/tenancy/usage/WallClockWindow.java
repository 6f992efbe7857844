package io.tenancy.usage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Periods whose boundaries are dates and times on the tenant's wall, numbered in order. */
sealed interface WallClockWindow extends UsageWindow permits CalendarWindow, AnniversaryWindow {
    /** The number of the period that begins last at or before a wall time; being off by a few costs time and nothing else. */
    long guess(LocalDateTime wall, TenantCalendar calendar);

    /** When a period begins. */
    Instant start(long number, TenantCalendar calendar);

    @Override
    default UsagePeriod periodAt(Instant at, TenantCalendar calendar) {
        Years.check(at);
        Years.check(calendar.anchor());
        long number = guess(LocalDateTime.ofInstant(at, calendar.zone()), calendar);
        while (at.isBefore(start(number, calendar))) {
            number--;
        }
        while (!at.isBefore(start(number + 1, calendar))) {
            number++;
        }
        return new UsagePeriod(start(number, calendar), start(number + 1, calendar));
    }

    /** The first instant at which clocks of a zone show a time, or a later one. */
    static Instant firstShown(LocalDateTime wall, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.getTransition(wall);
        if (change == null) {
            return wall.toInstant(rules.getOffset(wall));
        }
        return change.isGap() ? change.getInstant() : wall.toInstant(change.getOffsetBefore());
    }
}
