package io.tenancy.jdbc.internal.synthesis;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Days and times: old, far ahead, and around those that conditions name. Stateless. */
final class TimeCandidates {
    private static final Pattern DAY = Pattern.compile("^([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final LocalDate OLD = LocalDate.of(2001, 1, 1);
    private static final LocalDate AHEAD = LocalDate.of(2101, 1, 1);

    private TimeCandidates() {}

    static Stream<String> of(String type, long fresh, Clues clues) {
        return switch (type) {
            case "date" -> Stream.concat(days(fresh, clues), Stream.of("infinity"));
            case "time", "timetz" ->
                Stream.concat(
                        clues.texts().stream().filter(text -> text.matches("[0-9]{1,2}:[0-9]{2}.*")),
                        Stream.of(at(fresh), "12:00:00", "00:00:00", "23:59:59"));
            case "interval" ->
                Stream.concat(
                        Stream.of(fresh % 50 + 1 + " minutes"),
                        Stream.concat(
                                clues.texts().stream().filter(text -> text.matches(".*[0-9].*")),
                                Stream.of("1 day", "0", "1 hour", "1 second", "1 mon", "1 year", "-1 day")));
            default ->
                Stream.of(
                                days(fresh, clues).limit(1).map(day -> day + " " + at(fresh)),
                                near(fresh),
                                days(fresh, clues).skip(1).map(day -> day + " " + at(fresh)),
                                clues.texts().stream()
                                        .filter(text -> DAY.matcher(text).find()),
                                days(fresh, clues),
                                Stream.of("infinity"))
                        .flatMap(part -> part);
        };
    }

    /** Two times of one day, minutes apart: what begins and ends. Every row has a day of its own. */
    private static Stream<String> near(long fresh) {
        LocalDate day = OLD.plusDays(fresh % 7000);
        return Stream.of(day + " 08:00:00", day + " 08:30:00");
    }

    private static String at(long fresh) {
        LocalTime time = LocalTime.of(1, 0).plusSeconds(fresh % 80_000);
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    }

    private static Stream<String> days(long fresh, Clues clues) {
        Stream<LocalDate> named = clues.texts().stream()
                .map(TimeCandidates::day)
                .flatMap(Optional::stream)
                .flatMap(day ->
                        Stream.of(day, day.plusDays(1), day.minusDays(1), day.plusDays(fresh % 28), day.plusDays(14)));
        return Stream.of(
                        Stream.of(OLD.plusDays(fresh % 7000)),
                        named,
                        Stream.of(
                                OLD.plusDays(fresh % 7000 + 1),
                                AHEAD.plusDays(fresh % 7000),
                                LocalDate.of(2026, 6, 15),
                                LocalDate.of(1970, 1, 1)))
                .flatMap(part -> part)
                .map(LocalDate::toString)
                .distinct();
    }

    private static Optional<LocalDate> day(String text) {
        Matcher day = DAY.matcher(text);
        try {
            return day.find() ? Optional.of(LocalDate.parse(day.group())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
