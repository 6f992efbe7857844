package io.tenancy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten years in twelve time zones, from every day of the year, against an oracle that watches the clock on the wall. */
class UsageWindowOracleTest {
    private static final int FIRST_YEAR = 2003;
    private static final int YEARS = 10;
    // At midnight, in most gaps, in most overlaps, and late.
    private static final int[] MINUTES_OF_DAY = {0, 90, 150, 1425};

    /** Among them: no midnight (Beirut, Santiago, Sao_Paulo), half an hour (Lord_Howe), 00:01 (St_Johns), a day that never was (Apia). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "America/Santiago",
                "America/Sao_Paulo",
                "America/St_Johns",
                "Asia/Beirut",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Pacific/Chatham",
                "Africa/Casablanca"
            })
    void boundariesAreWhereTheClockFirstShowsThem(String name) {
        // A year more on either side, so that every period's ends are in view.
        WallClockOracle oracle = new WallClockOracle(name, FIRST_YEAR - 1, YEARS + 3);
        ZoneId zone = ZoneId.of(name);
        int wrong = 0;
        for (int month = 0; month < 12; month++) {
            for (int day = 1; day <= WallClockOracle.daysIn(2004, month); day++) {
                for (int minute : MINUTES_OF_DAY) {
                    // A leap year, so that 29 February is among them.
                    wrong += anniversaries(oracle, zone, 2004, month, day, minute);
                }
            }
        }
        wrong += months(oracle, zone) + days(oracle, zone);
        assertThat(wrong).isZero();
    }

    private static int anniversaries(WallClockOracle oracle, ZoneId zone, int year, int month, int day, int minute) {
        Instant anchor = oracle.firstShown(WallClockOracle.wall(year, month, day, minute));
        TenantCalendar calendar = new TenantCalendar(zone, anchor);
        // The clock may never have shown the anchor's time; then it counts from what the clock showed instead.
        java.time.LocalDateTime shown = java.time.LocalDateTime.ofInstant(anchor, zone);
        int shownMinute = shown.getHour() * 60 + shown.getMinute();
        int from = (FIRST_YEAR - 2004) * 12;
        int wrong = 0;
        for (int n = from; n < from + YEARS * 12 - 12; n++) {
            Instant start = oracle.firstShown(WallClockOracle.wallMonthsLater(
                    shown.getYear(), shown.getMonthValue() - 1, shown.getDayOfMonth(), shownMinute, n));
            Instant end = oracle.firstShown(WallClockOracle.wallMonthsLater(
                    shown.getYear(), shown.getMonthValue() - 1, shown.getDayOfMonth(), shownMinute, n + 1));
            wrong += differs(UsageWindow.anniversary(1), calendar, start, end);
        }
        return wrong;
    }

    private static int months(WallClockOracle oracle, ZoneId zone) {
        TenantCalendar calendar = new TenantCalendar(zone, Instant.EPOCH);
        int wrong = 0;
        for (int n = 0; n < YEARS * 12; n++) {
            Instant start = oracle.firstShown(WallClockOracle.wallMonthsLater(FIRST_YEAR, 0, 1, 0, n));
            Instant end = oracle.firstShown(WallClockOracle.wallMonthsLater(FIRST_YEAR, 0, 1, 0, n + 1));
            wrong += differs(UsageWindow.month(), calendar, start, end);
        }
        for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
            Instant start = oracle.firstShown(WallClockOracle.wall(year, 0, 1, 0));
            Instant end = oracle.firstShown(WallClockOracle.wall(year + 1, 0, 1, 0));
            wrong += differs(UsageWindow.year(), calendar, start, end);
        }
        return wrong;
    }

    private static int days(WallClockOracle oracle, ZoneId zone) {
        TenantCalendar calendar = new TenantCalendar(zone, Instant.EPOCH);
        int first = WallClockOracle.wall(FIRST_YEAR, 0, 1, 0);
        int last = WallClockOracle.wall(FIRST_YEAR + YEARS, 0, 1, 0);
        // 5 January 1970 was a Monday.
        int monday = 4 * 1440;
        int wrong = 0;
        for (int wall = first; wall < last; wall += 1440) {
            Instant start = oracle.firstShown(wall);
            Instant end = oracle.firstShown(wall + 1440);
            // A day that was skipped is no period.
            wrong += start.equals(end) ? 0 : differs(UsageWindow.day(), calendar, start, end);
            if (Math.floorMod(wall - monday, 7 * 1440) == 0) {
                wrong += differs(UsageWindow.week(), calendar, start, oracle.firstShown(wall + 7 * 1440));
            }
        }
        return wrong;
    }

    private static int differs(UsageWindow window, TenantCalendar calendar, Instant start, Instant end) {
        UsagePeriod expected = new UsagePeriod(start, end);
        Instant middle = start.plusSeconds(end.getEpochSecond() / 2 - start.getEpochSecond() / 2);
        boolean same = window.periodAt(start, calendar).equals(expected)
                && window.periodAt(middle, calendar).equals(expected)
                && window.periodAt(end.minusNanos(1), calendar).equals(expected);
        return same ? 0 : 1;
    }
}
