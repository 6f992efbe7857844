package io.tenancy.jdbc.internal.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.testing.support.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyActivityTest {
    private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final List<KeyActivity.Use> written = new ArrayList<>();
    private boolean broken;
    private final KeyActivity activity = new KeyActivity(clock, uses -> {
        if (broken) {
            throw new SQLException("gone", "08006");
        }
        written.addAll(uses);
    });
    private final UUID tenant = UUID.randomUUID();

    /** Five minutes of 10,000 verifications a second, spread over three keys, with a flush every ten seconds. */
    @Test
    void aKeysRowIsWrittenAtMostOnceAMinute() {
        UUID[] keys = {UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()};
        int seconds = 300;
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < 10_000; i++) {
                activity.add(tenant, keys[i % 3], true);
            }
            clock.advance(Duration.ofSeconds(1));
            if (second % 10 == 9) {
                activity.flush();
            }
        }
        Map<UUID, Integer> writes = new HashMap<>();
        written.forEach(use -> writes.merge(use.key(), 1, Integer::sum));
        assertThat(writes.values()).allSatisfy(count -> assertThat(count).isBetween(4, seconds / 60));
        activity.flushAll();
        assertThat(written.stream().mapToLong(KeyActivity.Use::accepted).sum()).isEqualTo(10_000L * seconds);
    }

    @Test
    void whatCannotBeWrittenIsWrittenLater() {
        UUID key = UUID.randomUUID();
        broken = true;
        activity.add(tenant, key, true);
        activity.flush();
        activity.add(tenant, key, false);
        broken = false;
        clock.advance(Duration.ofMinutes(1));
        activity.flush();
        assertThat(written).singleElement().satisfies(use -> {
            assertThat(use.accepted()).isEqualTo(1);
            assertThat(use.refused()).isEqualTo(1);
        });
    }

    @Test
    void aKeyThatIsNotUsedAnyMoreIsForgotten() {
        activity.add(tenant, UUID.randomUUID(), true);
        activity.flush();
        assertThat(activity.size()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        activity.flush();
        assertThat(activity.size()).isZero();
    }
}
