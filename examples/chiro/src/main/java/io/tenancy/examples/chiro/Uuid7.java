package io.tenancy.examples.chiro;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Ids that sort by time (RFC 9562, version 7), made from the caller's own random numbers so that data can be made twice alike. */
final class Uuid7 {
    private final Random random;

    Uuid7(Random random) {
        this.random = random;
    }

    UUID at(Instant instant) {
        long high = (instant.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
