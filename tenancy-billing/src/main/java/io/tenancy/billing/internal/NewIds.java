package io.tenancy.billing.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids that sort by the clock's time (UUID of version 7, RFC 9562). Thread-safe. */
public final class NewIds {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes ids.
     *
     * @param clock by which they sort
     */
    public NewIds(Clock clock) {
        this.clock = clock;
    }

    /**
     * A new id.
     *
     * @return the id
     */
    public UUID next() {
        long high = clock.millis() << 16 | 0x7000L | random.nextInt(1 << 12);
        return new UUID(high, 0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }
}
