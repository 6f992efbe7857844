package io.tenancy.billing.internal;

import java.time.Duration;

/**
 * How long something that failed waits: 10 seconds, then four times as long each time, at most six hours. Eight tries take some ten hours,
 * so that a gateway or a mail server may be down for a night. Stateless.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int STEPS = 10;

    private Backoff() {}

    /**
     * The pause after a failure.
     *
     * @param attempts how often it was tried, from 1 on
     * @return how long to wait
     */
    public static Duration after(int attempts) {
        Duration pause = FIRST.multipliedBy(1L << (2 * Math.min(attempts - 1, STEPS)));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
