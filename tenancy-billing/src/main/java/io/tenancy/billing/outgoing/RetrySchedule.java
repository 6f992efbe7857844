package io.tenancy.billing.outgoing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** When a message is tried again: at once, then after each of these pauses, some three days in all. Stateless. */
final class RetrySchedule {
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(5);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final int STEPS = 6;

    private RetrySchedule() {}

    /** How many attempts there are in all. */
    static int attempts() {
        return PAUSES.size() + 1;
    }

    /** The pause after an attempt failed, up to a tenth longer, so that not all come back at once. */
    static Duration pause(int attempts, double random) {
        Duration pause = PAUSES.get(attempts - 1);
        return pause.plusMillis((long) (pause.toMillis() * 0.1 * random));
    }

    /** How long an endpoint is left alone after its failures in a row, whatever waits for it. */
    static Duration rest(int failures) {
        Duration rest = Duration.ofSeconds(5).multipliedBy(1L << Math.min(failures - 1, STEPS));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** What Retry-After asks for, in seconds or as a date; at most a day, and nothing if it cannot be read. */
    static Duration wish(String retryAfter, Instant now) {
        Duration wish = Duration.ZERO;
        if (retryAfter.matches("[0-9]{1,9}")) {
            wish = Duration.ofSeconds(Long.parseLong(retryAfter));
        } else if (!retryAfter.isEmpty()) {
            try {
                wish = Duration.between(
                        now,
                        ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)));
            } catch (DateTimeException e) {
                return Duration.ZERO; // an endpoint's wish that cannot be read is none
            }
        }
        if (wish.isNegative()) {
            return Duration.ZERO;
        }
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }
}
