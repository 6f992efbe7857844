package io.tenancy.usage;

import java.time.Instant;
import java.util.Arrays;
import java.util.TimeZone;

/**
 * Says when a clock first showed a time, by watching it minute by minute for some years. Knows java.util.TimeZone's offsets and the
 * lengths of months, and nothing of java.time's calendars: it shares no arithmetic with what it judges.
 */
final class WallClockOracle {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final long firstMinute;
    /** The latest time shown up to each minute, in minutes since 1970 on the wall. Never falls. */
    private final int[] latestShown;

    WallClockOracle(String zone, int firstYear, int years) {
        TimeZone clock = TimeZone.getTimeZone(zone);
        this.firstMinute = day(firstYear, 0, 1) * 1440L;
        this.latestShown = new int[(int) ((day(firstYear + years, 0, 1) * 1440L) - firstMinute)];
        int latest = Integer.MIN_VALUE;
        for (int i = 0; i < latestShown.length; i++) {
            long minute = firstMinute + i;
            latest = Math.max(latest, (int) (minute + Math.floorDiv(clock.getOffset(minute * 60_000L), 60_000)));
            latestShown[i] = latest;
        }
    }

    /** Minutes on the wall for a date, of a month that counts from 0, and a minute of the day. */
    static int wall(int year, int month, int dayOfMonth, int minuteOfDay) {
        return day(year, month, dayOfMonth) * 1440 + minuteOfDay;
    }

    /** The same day some months later, or the last of that month. */
    static int wallMonthsLater(int year, int month, int dayOfMonth, int minuteOfDay, int later) {
        int months = year * 12 + month + later;
        int y = Math.floorDiv(months, 12);
        int m = Math.floorMod(months, 12);
        return wall(y, m, Math.min(dayOfMonth, daysIn(y, m)), minuteOfDay);
    }

    Instant firstShown(int wall) {
        int found = Arrays.binarySearch(latestShown, wall);
        int at = found < 0 ? -found - 1 : found;
        while (at > 0 && latestShown[at - 1] >= wall) {
            at--;
        }
        return Instant.ofEpochSecond((firstMinute + at) * 60L);
    }

    static int daysIn(int year, int month) {
        return month == 1 && isLeap(year) ? 29 : DAYS[month];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int day(int year, int month, int dayOfMonth) {
        int days = dayOfMonth - 1;
        for (int y = 1970; y < year; y++) {
            days += isLeap(y) ? 366 : 365;
        }
        for (int m = 0; m < month; m++) {
            days += daysIn(year, m);
        }
        return days;
    }
}
