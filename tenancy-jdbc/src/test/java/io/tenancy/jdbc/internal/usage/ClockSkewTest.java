package io.tenancy.jdbc.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
    private static Clock off(Duration offset) {
        return Clock.offset(Clock.systemUTC(), offset);
    }

    private static ClockSkew watch(Clock clock) {
        return ClockSkew.watched(TestServer.server().dataSource("postgres"), clock, System::nanoTime);
    }

    @Test
    void aClockThatIsRightCounts() {
        watch(off(Duration.ZERO)).requireSmall();
        watch(off(Duration.ofSeconds(4))).requireSmall();
    }

    @Test
    void aClockThatIsFiveMinutesOffDoesNot() {
        for (Duration offset : new Duration[] {Duration.ofMinutes(5), Duration.ofMinutes(-5)}) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> watch(off(offset)).requireSmall())
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.CLOCK_SKEWED);
        }
    }

    @Test
    void theServerIsAskedOnceInHalfAMinute() throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (TenancyDatabase database = TenancyDatabase.create();
                WireProxy wire = WireProxy.to(TestServer.server())) {
            ClockSkew skew = ClockSkew.watched(
                    wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD),
                    off(Duration.ZERO),
                    nanos::get);
            skew.requireSmall();
            wire.reset();
            for (int i = 0; i < 1000; i++) {
                skew.requireSmall();
            }
            assertThat(wire.roundTrips()).isZero();
            nanos.addAndGet(Duration.ofSeconds(31).toNanos());
            skew.requireSmall();
            assertThat(wire.roundTrips()).isPositive();
        }
    }
}
