package io.tenancy.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UsageWindowTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static TenantCalendar calendar(String zone, String anchor) {
        return new TenantCalendar(ZoneId.of(zone), Instant.parse(anchor));
    }

    @Test
    void anniversariesOfTheThirtyFirstAreCountedFromTheAnchorAndNotChained() {
        TenantCalendar tenant = calendar("UTC", "2024-01-31T09:00:00Z");

        List<String> starts = IntStream.range(0, 5)
                .mapToObj(n -> UsageWindow.anniversary(1)
                        .periodAt(Instant.parse("2024-02-15T00:00:00Z").plus(Duration.ofDays(30L * n)), tenant)
                        .start()
                        .toString())
                .toList();

        assertThat(starts)
                .containsExactly(
                        "2024-01-31T09:00:00Z",
                        "2024-02-29T09:00:00Z",
                        "2024-03-31T09:00:00Z",
                        "2024-04-30T09:00:00Z",
                        "2024-05-31T09:00:00Z");
    }

    @Test
    void aLeapDayIsCelebratedOnTheTwentyEighthInCommonYears() {
        TenantCalendar tenant = calendar("UTC", "2024-02-29T00:00:00Z");

        assertThat(UsageWindow.anniversary(12).periodAt(NOW, tenant))
                .isEqualTo(
                        new UsagePeriod(Instant.parse("2026-02-28T00:00:00Z"), Instant.parse("2027-02-28T00:00:00Z")));
    }

    @Test
    void aMonthBelongsToTheTenantsZoneAndNotToTheServers() {
        Instant lateOnTheLast = Instant.parse("2026-12-01T02:30:00Z");

        assertThat(UsageWindow.month().periodAt(lateOnTheLast, calendar("America/Santiago", "2026-01-01T00:00:00Z")))
                .isEqualTo(
                        new UsagePeriod(Instant.parse("2026-11-01T03:00:00Z"), Instant.parse("2026-12-01T03:00:00Z")));
    }

    @Test
    void aDayWithoutMidnightBeginsWhenTheClockIsPutForward() {
        // Santiago, 6 September 2026: after 23:59 comes 01:00.
        assertThat(UsageWindow.day()
                        .periodAt(
                                Instant.parse("2026-09-06T12:00:00Z"),
                                calendar("America/Santiago", "2026-01-01T00:00:00Z"))
                        .start())
                .isEqualTo("2026-09-06T04:00:00Z");
    }

    @Test
    void aDayThatNeverWasIsNoPeriod() {
        // Apia went from 29 to 31 December 2011.
        TenantCalendar apia = calendar("Pacific/Apia", "2011-01-01T00:00:00Z");

        UsagePeriod before = UsageWindow.day().periodAt(Instant.parse("2011-12-30T09:59:59Z"), apia);
        UsagePeriod after = UsageWindow.day().periodAt(Instant.parse("2011-12-30T10:00:00Z"), apia);

        assertThat(after.start()).isEqualTo(before.end());
        assertThat(Duration.between(before.start(), before.end())).isEqualTo(Duration.ofDays(1));
        assertThat(Duration.between(after.start(), after.end())).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void anAnchorInAnHourThatCameTwiceIsWhereItsFirstPeriodBegins() {
        // Berlin, 25 October 2026: 02:30 comes at 00:30Z and again at 01:30Z.
        TenantCalendar second = calendar("Europe/Berlin", "2026-10-25T01:30:00Z");

        assertThat(UsageWindow.anniversary(1).periodAt(second.anchor(), second).start())
                .isEqualTo(second.anchor());
        assertThat(UsageWindow.anniversary(1)
                        .periodAt(second.anchor().minusNanos(1), second)
                        .end())
                .isEqualTo(second.anchor());
    }

    @Test
    void aRollingWindowEndsWithTheInstantItself() {
        UsagePeriod period = UsageWindow.rolling(Duration.ofDays(30)).periodAt(NOW, calendar("UTC", NOW.toString()));

        assertThat(period.contains(NOW)).isTrue();
        assertThat(period.contains(NOW.plusNanos(1))).isFalse();
        assertThat(period.contains(NOW.minus(Duration.ofDays(30)))).isFalse();
        assertThat(period.contains(NOW.minus(Duration.ofDays(30)).plusNanos(1))).isTrue();
    }

    @Test
    void aLifetimeIsOnePeriod() {
        TenantCalendar tenant = calendar("UTC", NOW.toString());

        assertThat(UsageWindow.lifetime().periodAt(Instant.EPOCH, tenant))
                .isEqualTo(UsageWindow.lifetime().periodAt(NOW, tenant));
    }

    @Test
    void nonsenseIsRefusedAtOnce() {
        TenantCalendar tenant = calendar("UTC", NOW.toString());

        assertThatThrownBy(() -> UsageWindow.anniversary(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UsageWindow.rolling(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UsageWindow.rolling(Duration.ofDays(4000)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UsageWindow.month().periodAt(Instant.MAX, tenant))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("years 1 to 9999");
        assertThatThrownBy(() -> UsageWindow.lifetime().periodAt(Instant.MIN, tenant))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 2000)
    void everyInstantIsInItsPeriodAndPeriodsJoin(
            @ForAll @LongRange(min = -60_000_000_000L, max = 200_000_000_000L) long second,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long anchor,
            @ForAll @IntRange(min = 0, max = 600) int zone,
            @ForAll @IntRange(min = 0, max = 5) int kind) {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        TenantCalendar tenant =
                new TenantCalendar(ZoneId.of(zones.get(zone % zones.size())), Instant.ofEpochSecond(anchor));
        UsageWindow window = List.of(
                        UsageWindow.day(),
                        UsageWindow.week(),
                        UsageWindow.month(),
                        UsageWindow.year(),
                        UsageWindow.anniversary(1),
                        UsageWindow.anniversary(12))
                .get(kind);
        Instant at = Instant.ofEpochSecond(second);

        UsagePeriod period = window.periodAt(at, tenant);

        assertThat(period.contains(at)).isTrue();
        assertThat(window.periodAt(period.end(), tenant).start()).isEqualTo(period.end());
        assertThat(window.periodAt(period.start(), tenant)).isEqualTo(period);
        assertThat(window.periodAt(period.start().minusNanos(1), tenant).end()).isEqualTo(period.start());
    }
}
