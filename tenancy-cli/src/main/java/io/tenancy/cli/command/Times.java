package io.tenancy.cli.command;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Times as people type them. */
final class Times {
    private Times() {}

    /** A day (its begin in UTC) or an instant that is still to come. */
    static Instant ahead(String option, String typed, Clock clock) {
        Instant end;
        try {
            end = typed.length() == 10
                    ? LocalDate.parse(typed).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(typed);
        } catch (DateTimeParseException e) {
            throw CommandException.usage(option + " is no time", "Write 2027-01-31 or 2027-01-31T09:00:00Z");
        }
        if (!end.isAfter(clock.instant())) {
            throw CommandException.usage(option + " is over already", "Give a time to come");
        }
        return end;
    }
}
