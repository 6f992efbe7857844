package io.tenancy.usage;

import java.time.Duration;
import java.time.Instant;

/**
 * How a meter cuts time into periods. Windows follow the clock on the tenant's wall: a boundary is <em>the first instant at which
 * that clock shows the boundary's date and time, or later</em>. So a day without midnight (a clock put forward over it) begins when
 * the clock is put forward, a boundary that the clock shows twice counts the first time, and periods join without gap or overlap
 * whatever a government does to its time zone. Nothing is ever reset by a job: an instant alone decides its period.
 *
 * <pre>{@code
 * UsagePeriod month = UsageWindow.month().periodAt(now, new TenantCalendar(ZoneId.of("America/Santiago"), subscribedAt));
 * }</pre>
 *
 * <p>Immutable and thread-safe. Instants of the years 1 to 9999 can be asked for.
 */
public sealed interface UsageWindow permits WallClockWindow, RollingWindow, LifetimeWindow {
    /**
     * The period that an instant belongs to.
     *
     * @param at the instant
     * @param calendar the tenant's
     * @return the period; {@link UsagePeriod#contains} it
     * @throws IllegalArgumentException if the instant, or the tenant's anchor, is not of the years 1 to 9999
     */
    UsagePeriod periodAt(Instant at, TenantCalendar calendar);

    /**
     * Days of the tenant's calendar.
     *
     * @return the window
     */
    static UsageWindow day() {
        return CalendarWindow.DAY;
    }

    /**
     * Weeks of the tenant's calendar, from Monday (ISO 8601).
     *
     * @return the window
     */
    static UsageWindow week() {
        return CalendarWindow.WEEK;
    }

    /**
     * Months of the tenant's calendar.
     *
     * @return the window
     */
    static UsageWindow month() {
        return CalendarWindow.MONTH;
    }

    /**
     * Years of the tenant's calendar.
     *
     * @return the window
     */
    static UsageWindow year() {
        return CalendarWindow.YEAR;
    }

    /**
     * Months from the tenant's anchor on, at the anchor's time of day. Every boundary is counted from the anchor itself: after
     * 31 January come 28 or 29 February and then 31 March. Time before the anchor is cut the same way.
     *
     * @param months the length of a period: 1 for monthly, 12 for yearly
     * @return the window
     * @throws IllegalArgumentException if the length is not between 1 and 1,200
     */
    static UsageWindow anniversary(int months) {
        return new AnniversaryWindow(months);
    }

    /**
     * The time just before an instant, and that instant.
     *
     * @param length how much of it, up to 3,660 days
     * @return the window
     * @throws IllegalArgumentException if the length is not positive, or longer
     */
    static UsageWindow rolling(Duration length) {
        return new RollingWindow(length);
    }

    /**
     * One period for ever.
     *
     * @return the window
     */
    static UsageWindow lifetime() {
        return LifetimeWindow.ONLY;
    }

    /**
     * The period under which something that happens now is kept: the period itself, or of a rolling window a hundredth of it, since
     * what rolls out of a window does so piece by piece.
     *
     * @param at the instant
     * @param calendar the tenant's
     * @return the period; it contains the instant
     */
    default UsagePeriod slotAt(Instant at, TenantCalendar calendar) {
        return periodAt(at, calendar);
    }

    /**
     * Whether the window moves with time instead of being cut into periods.
     *
     * @return true for a rolling window
     */
    default boolean isRolling() {
        return this instanceof RollingWindow;
    }

    /**
     * Whether there is an end after which counting begins anew.
     *
     * @return false for a rolling window, and for one that lasts for ever
     */
    default boolean ends() {
        return this instanceof WallClockWindow;
    }

    /**
     * Reads what {@link #words} writes.
     *
     * @param text {@code day}, {@code week}, {@code month}, {@code year}, {@code lifetime}, {@code anniversary} (of one month),
     *     {@code anniversary of 12 months}, {@code rolling 30 days}, also of hours and minutes
     * @return the window
     * @throws IllegalArgumentException if it is something else
     */
    static UsageWindow parse(String text) {
        return WindowWords.parse(text);
    }

    /**
     * How the window is written in {@code tenancy.yaml}.
     *
     * @return such as {@code month}; {@link #parse} reads it
     */
    default String words() {
        return WindowWords.write(this);
    }
}
