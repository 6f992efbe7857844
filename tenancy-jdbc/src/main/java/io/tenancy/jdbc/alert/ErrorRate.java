package io.tenancy.jdbc.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * When the share of a tenant's requests that fail is worth an alert, {@value #EVENT}. Looked at once a minute. Immutable.
 *
 * @param warning from so many percent on a warning
 * @param critical from so many percent on critical
 * @param requests only if there were at least so many requests
 * @param within in the last so many minutes
 */
public record ErrorRate(BigDecimal warning, BigDecimal critical, long requests, Duration within) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The event that rules name. */
    public static final String EVENT = "errors.rate";

    /** 5 percent of at least 20 requests within five minutes; 25 percent is critical. */
    public static final ErrorRate DEFAULT =
            new ErrorRate(BigDecimal.valueOf(5), BigDecimal.valueOf(25), 20, Duration.ofMinutes(5));

    /**
     * Checks the components.
     *
     * @param warning percent for a warning
     * @param critical percent for critical
     * @param requests at least so many requests
     * @param within in the last so many minutes
     * @throws IllegalArgumentException if a percentage is not more than 0 and at most 100, critical is below warning, or the time is not 1
     *     minute to 1 day in whole minutes
     */
    public ErrorRate {
        Objects.requireNonNull(within, "within");
        if (warning.signum() <= 0 || critical.compareTo(ALL) > 0 || critical.compareTo(warning) < 0) {
            throw new IllegalArgumentException(
                    "warning and critical are percentages, and critical is not below warning");
        }
        if (requests < 1) {
            throw new IllegalArgumentException("requests is 1 or more");
        }
        if (within.toMinutes() < 1
                || within.compareTo(LONGEST) > 0
                || !within.equals(Duration.ofMinutes(within.toMinutes()))) {
            throw new IllegalArgumentException("within is 1 minute to 1 day, in whole minutes");
        }
    }
}
