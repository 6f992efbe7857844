package io.tenancy.usage;

import java.time.Duration;
import java.time.Instant;

/** The time just before an instant. */
record RollingWindow(Duration length) implements UsageWindow {
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final int SLOTS = 100;

    RollingWindow {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a rolling window is longer than nothing and at most " + LONGEST.toDays() + " days, not " + length);
        }
    }

    @Override
    public UsagePeriod periodAt(Instant at, TenantCalendar calendar) {
        Years.check(at);
        // Ends after the instant, so that it holds the instant itself.
        Instant end = at.plusNanos(1);
        return new UsagePeriod(end.minus(length), end);
    }

    @Override
    public UsagePeriod slotAt(Instant at, TenantCalendar calendar) {
        Years.check(at);
        long width = Math.max(1, length.toSeconds() / SLOTS);
        long start = Math.floorDiv(at.getEpochSecond(), width) * width;
        return new UsagePeriod(Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + width));
    }
}
