package io.tenancy.billing.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How far a signature's time may be from ours, in the past and in the future. Stateless. */
public final class SignedTime {
    /** Five minutes. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private SignedTime() {}

    /**
     * Whether a signature is of now.
     *
     * @param signed what it says
     * @param clock what we say
     * @return true if they differ by 300 seconds at most
     */
    public static boolean isFresh(Instant signed, Clock clock) {
        return Duration.between(signed, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    }
}
