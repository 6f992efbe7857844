package io.tenancy.usage;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How windows are written. */
final class WindowWords {
    private static final Pattern ANNIVERSARY = Pattern.compile("anniversary(?: of (\\d{1,4}) months?)?");
    private static final Pattern ROLLING = Pattern.compile("rolling (\\d{1,6}) (minute|hour|day)s?");

    private WindowWords() {}

    static UsageWindow parse(String text) {
        return switch (text) {
            case "day" -> CalendarWindow.DAY;
            case "week" -> CalendarWindow.WEEK;
            case "month" -> CalendarWindow.MONTH;
            case "year" -> CalendarWindow.YEAR;
            case "lifetime" -> LifetimeWindow.ONLY;
            default -> numbered(text);
        };
    }

    private static UsageWindow numbered(String text) {
        Matcher anniversary = ANNIVERSARY.matcher(text);
        if (anniversary.matches()) {
            return new AnniversaryWindow(anniversary.group(1) == null ? 1 : Integer.parseInt(anniversary.group(1)));
        }
        Matcher rolling = ROLLING.matcher(text);
        if (rolling.matches()) {
            long many = Long.parseLong(rolling.group(1));
            return new RollingWindow(
                    switch (rolling.group(2)) {
                        case "minute" -> Duration.ofMinutes(many);
                        case "hour" -> Duration.ofHours(many);
                        default -> Duration.ofDays(many);
                    });
        }
        throw new IllegalArgumentException("a window is day, week, month, year, lifetime, anniversary,"
                + " 'anniversary of 12 months' or 'rolling 30 days', not " + text);
    }

    static String write(UsageWindow window) {
        if (window instanceof CalendarWindow calendar) {
            return calendar.name().toLowerCase(Locale.ROOT);
        }
        if (window instanceof AnniversaryWindow anniversary) {
            return anniversary.months() == 1 ? "anniversary" : "anniversary of " + anniversary.months() + " months";
        }
        if (window instanceof RollingWindow rolling) {
            return "rolling " + amount(rolling.length());
        }
        return "lifetime";
    }

    private static String amount(Duration length) {
        if (length.equals(Duration.ofDays(length.toDays()))) {
            return length.toDays() + " days";
        }
        return length.equals(Duration.ofHours(length.toHours()))
                ? length.toHours() + " hours"
                : length.toMinutes() + " minutes";
    }
}
