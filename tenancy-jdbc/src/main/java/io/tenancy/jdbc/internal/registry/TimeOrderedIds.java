package io.tenancy.jdbc.internal.registry;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits. Thread-safe. Ids made in different
 * milliseconds sort by time.
 */
public final class TimeOrderedIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes a source of ids.
     *
     * @param clock gives the time in the ids
     */
    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    /**
     * A new id.
     *
     * @return a UUID of version 7
     */
    public UUID next() {
        long high = clock.millis() << 16 | VERSION | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
