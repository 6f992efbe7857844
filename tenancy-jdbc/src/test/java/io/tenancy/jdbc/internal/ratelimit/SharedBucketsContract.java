package io.tenancy.jdbc.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimit.By;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import io.tenancy.ratelimit.SharedBuckets.Taken;
import io.tenancy.testing.support.SettableClock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every kind of shared bucket does. */
abstract class SharedBucketsContract {
    static final SettableClock CLOCK = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private static final RateLimit HOURLY = RateLimit.of("api_key", By.KEY, 1_000, Duration.ofHours(1));

    abstract SharedBuckets buckets();

    private static RateSubject someKey() {
        return RateSubject.key(UUID.randomUUID());
    }

    @Test
    void aBucketThatWasNeverAskedForIsFull() {
        assertThat(buckets().take(HOURLY, someKey(), 10))
                .isEqualTo(new Taken(10, 990, 0, Duration.ofSeconds(36).toNanos()));
    }

    @Test
    void anEmptyBucketTellsWhenToComeBack() {
        RateSubject key = someKey();
        assertThat(buckets().take(HOURLY, key, 2_000).permits()).isEqualTo(1_000);
        assertThat(buckets().take(HOURLY, key, 1))
                .isEqualTo(new Taken(
                        0,
                        0,
                        Duration.ofMillis(3_600).toNanos(),
                        Duration.ofHours(1).toNanos()));
        CLOCK.advance(Duration.ofMillis(3_599));
        assertThat(buckets().take(HOURLY, key, 1).permits()).isZero();
        CLOCK.advance(Duration.ofMillis(1));
        assertThat(buckets().take(HOURLY, key, 1).permits()).isEqualTo(1);
    }

    @Test
    void subjectsAndLimitsAreCountedApart() throws Exception {
        RateLimit other = RateLimit.of("other", By.KEY, 1_000, Duration.ofHours(1));
        RateSubject one = someKey();
        assertThat(buckets().take(HOURLY, one, 1_000).permits()).isEqualTo(1_000);
        assertThat(buckets().take(other, one, 1).left()).isEqualTo(999);
        assertThat(buckets().take(HOURLY, someKey(), 1).left()).isEqualTo(999);
        RateLimit login = RateLimit.of("login", By.ADDRESS, 5, Duration.ofMinutes(15));
        RateSubject street = RateSubject.address(InetAddress.getByName("2001:db8::1"));
        assertThat(buckets().take(login, street, 5).permits()).isEqualTo(5);
        assertThat(buckets()
                        .take(login, RateSubject.address(InetAddress.getByName("2001:db8::ffff:1")), 1)
                        .permits())
                .isZero();
        assertThat(buckets()
                        .take(login, RateSubject.address(InetAddress.getByName("2001:db8:0:1::1")), 1)
                        .permits())
                .isEqualTo(1);
    }

    @Test
    void aLimitThatIsDeclaredAnewCountsAnew() {
        RateSubject key = someKey();
        assertThat(buckets().take(HOURLY, key, 1_000).left()).isZero();
        assertThat(buckets().take(HOURLY.withCapacity(2_000), key, 1).left()).isEqualTo(1_999);
    }

    @Test
    void manyThreadsOfTwoNodesGetNoMoreThanThereIs() throws Exception {
        RateLimit small = RateLimit.of("hot", By.KEY, 500, Duration.ofHours(1)).withBlock(1);
        RateSubject key = someKey();
        AtomicLong granted = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                work.add(() -> {
                    for (int i = 0; i < 20; i++) {
                        granted.addAndGet(buckets().take(small, key, 7).permits());
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(granted.get()).isEqualTo(500);
    }

    @Test
    void oneNodeDoesWhatTheOracleSaysToWithinOneHundredth() {
        RateLimit limit = RateLimit.of("oracle", By.KEY, 1_000, Duration.ofHours(1));
        RateSubject key = someKey();
        TokenOracle oracle = new TokenOracle(limit, CLOCK.instant());
        java.util.Random random = new java.util.Random(7);
        long expected = 0;
        long granted = 0;
        try (LeasedRateLimits node = new LeasedRateLimits(buckets(), List.of(), CLOCK)) {
            for (int i = 0; i < 6_000; i++) {
                CLOCK.advance(Duration.ofMillis(random.nextInt(2_000)));
                expected += oracle.take(CLOCK.instant()) ? 1 : 0;
                RateLimitDecision decision = node.check(limit, key);
                assertThat(decision.counted()).isTrue();
                granted += decision.allowed() ? 1 : 0;
            }
        }
        assertThat((double) granted).isBetween(expected * 0.99, expected * 1.01);
    }
}
