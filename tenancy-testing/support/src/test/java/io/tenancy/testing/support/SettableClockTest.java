package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SettableClockTest {
    @Test
    void standsStillUntilItIsMoved() {
        Instant start = Instant.parse("2026-11-20T00:00:00Z");
        SettableClock clock = SettableClock.at(start);
        Clock inChatham = clock.withZone(ZoneId.of("Pacific/Chatham"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(clock.instant()).isEqualTo(start);
        clock.advance(Duration.ofDays(30));
        assertThat(inChatham.instant()).isEqualTo(Instant.parse("2026-12-20T00:00:00Z"));
        clock.set(start);
        assertThat(inChatham.millis()).isEqualTo(start.toEpochMilli());
    }
}
