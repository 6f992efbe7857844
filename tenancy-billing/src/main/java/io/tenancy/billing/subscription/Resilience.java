package io.tenancy.billing.subscription;

import java.time.Duration;

/**
 * How calls to gateways bear failures. Immutable.
 *
 * @param attempts how often a call is made that may be made again, at least once
 * @param firstPause before the second attempt; each further one is twice as long, give or take half
 * @param openFor how long a gateway is left alone that failed too often
 */
public record Resilience(int attempts, Duration firstPause, Duration openFor) {
    /** Three attempts, half a second before the second, and half a minute of rest. */
    public static final Resilience USUAL = new Resilience(3, Duration.ofMillis(500), Duration.ofSeconds(30));

    /**
     * Checks the components.
     *
     * @param attempts how often
     * @param firstPause before the second
     * @param openFor the rest
     * @throws IllegalArgumentException if one is less than it can be
     */
    public Resilience {
        if (attempts < 1 || firstPause.toMillis() < 1 || openFor.toMillis() < 1) {
            throw new IllegalArgumentException("at least one attempt, and a millisecond of pause");
        }
    }
}
