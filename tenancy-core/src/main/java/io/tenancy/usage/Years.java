package io.tenancy.usage;

import java.time.Instant;

/** The years that periods are cut from: what the SQL type timestamptz, ISO 8601 with four digits and every clock agree on. */
final class Years {
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Years() {}

    static void check(Instant at) {
        if (at.isBefore(FIRST) || !at.isBefore(END)) {
            throw new IllegalArgumentException("not of the years 1 to 9999: " + at);
        }
    }
}
