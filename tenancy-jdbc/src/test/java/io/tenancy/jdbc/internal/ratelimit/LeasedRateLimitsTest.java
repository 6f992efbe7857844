package io.tenancy.jdbc.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.ErrorCode;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimit.By;
import io.tenancy.ratelimit.RateLimit.Outage;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateLimitUnavailableException;
import io.tenancy.ratelimit.RateLimitedException;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.testing.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasedRateLimitsTest {
    private static final RateLimit HOURLY = RateLimit.of("api_key", By.KEY, 1_000, Duration.ofHours(1));
    private static final RateLimit LOGIN =
            RateLimit.of("login", By.KEY, 5, Duration.ofMinutes(15)).whenDown(Outage.REFUSE);
    private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final FakeBuckets buckets = new FakeBuckets(new LocalBuckets(clock));
    private final LeasedRateLimits node = node();
    private final RateSubject key = RateSubject.key(UUID.randomUUID());

    private LeasedRateLimits node() {
        return new LeasedRateLimits(buckets, List.of(HOURLY, LOGIN), clock);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aDecisionCarriesWhatHeadersNeed() {
        RateLimitDecision decision = node.check("login", key);
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.limit().name()).isEqualTo("login");
        assertThat(decision.limit().capacity()).isEqualTo(5);
        assertThat(decision.limit().window()).isEqualTo(Duration.ofMinutes(15));
        assertThat(decision.remaining()).isEqualTo(4);
        assertThat(decision.resetAfter()).isEqualTo(Duration.ofMinutes(3));
        assertThat(decision.retryAfter()).isZero();
    }

    @Test
    void tooManyAreRefusedWithTheTimeToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(node.check("login", key).allowed()).isTrue();
        }
        RateLimitDecision refused = node.check("login", key);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(3));
        assertThat(refused.retryAfter()).isGreaterThanOrEqualTo(refused.resetAfter());
        assertThatExceptionOfType(RateLimitedException.class)
                .isThrownBy(() -> node.require("login", key))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED))
                .satisfies(e -> assertThat(e.decision().retryAfter()).isEqualTo(Duration.ofMinutes(3)));
        clock.advance(Duration.ofMinutes(3));
        assertThat(node.check("login", key).allowed()).isTrue();
        assertThat(node.check("login", key).allowed()).isFalse();
    }

    @Test
    void whoIsRefusedAsksNobodyUntilThereIsAPermit() {
        for (int i = 0; i < 6; i++) {
            var taken = node.check("login", key);
        }
        int before = buckets.asked.get();
        for (int i = 0; i < 1_000; i++) {
            assertThat(node.check("login", key).allowed()).isFalse();
        }
        assertThat(buckets.asked.get()).isEqualTo(before);
    }

    @Test
    void aWarmLimitAsksNobody() {
        assertThat(node.check(HOURLY, key).allowed()).isTrue();
        for (int i = 0; i < 6; i++) {
            assertThat(node.check(HOURLY, key).allowed()).isTrue();
        }
        assertThat(buckets.asked.get()).isEqualTo(1);
    }

    @Test
    void twoNodesOvershootByTheirBlocksAtMost() {
        RateLimit limit =
                RateLimit.of("shared", By.KEY, 1_000, Duration.ofHours(1)).withBlock(50);
        try (LeasedRateLimits other = node()) {
            // Both hold a block while the shared bucket fills up again.
            long granted = granted(node, limit, 1) + granted(other, limit, 1);
            clock.advance(Duration.ofHours(1));
            granted += granted(node, limit, 2_000) + granted(other, limit, 2_000);
            assertThat(granted).isLessThanOrEqualTo(2 + 1_000 + 2 * 50);
            assertThat(granted).isGreaterThanOrEqualTo(2 + 1_000);
        }
    }

    private long granted(LeasedRateLimits from, RateLimit limit, int attempts) {
        long granted = 0;
        for (int i = 0; i < attempts; i++) {
            granted += from.check(limit, key).allowed() ? 1 : 0;
        }
        return granted;
    }

    @Test
    void severalPermitsAreAllOrNone() {
        assertThat(node.check(LOGIN, key, 4).allowed()).isTrue();
        RateLimitDecision refused = node.check(LOGIN, key, 3);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(6));
        assertThat(node.check(LOGIN, key, 1).allowed()).isTrue();
    }

    @Test
    void anOutageIsAnsweredAsTheLimitDeclares() {
        buckets.down = true;
        RateLimitDecision open = node.check(HOURLY, key);
        assertThat(open.allowed()).isTrue();
        assertThat(open.counted()).isFalse();
        RateLimitDecision closed = node.check(LOGIN, key);
        assertThat(closed.allowed()).isFalse();
        assertThat(closed.retryAfter()).isPositive();
        assertThatExceptionOfType(RateLimitUnavailableException.class)
                .isThrownBy(closed::require)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMIT_UNAVAILABLE));
    }

    @Test
    void whatIsDownIsAskedOnceASecond() {
        buckets.down = true;
        for (int i = 0; i < 1_000; i++) {
            assertThat(node.check(LOGIN, key).allowed()).isFalse();
        }
        assertThat(buckets.asked.get()).isEqualTo(1);
        buckets.down = false;
        assertThat(node.check(LOGIN, key).counted()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(node.check(LOGIN, key).allowed()).isTrue();
        assertThat(node.check(LOGIN, key).counted()).isTrue();
    }

    @Test
    void aServerThatHangsHoldsARequestHalfASecondAtMost() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        try (LeasedRateLimits stuck = new LeasedRateLimits(
                (limit, subject, wanted) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("gave up");
                },
                List.of(LOGIN),
                clock)) {
            long start = System.nanoTime();
            assertThat(stuck.check(LOGIN, key).counted()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            for (int i = 0; i < 1_000; i++) {
                assertThat(stuck.check(LOGIN, key).allowed()).isFalse();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> node.check("unknown", key));
        assertThatIllegalArgumentException().isThrownBy(() -> node.check(LOGIN, key, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> node.check(LOGIN, new RateSubject(By.TENANT, "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of("x", By.KEY, 0, Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of("x", By.KEY, 1, Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> LOGIN.withBlock(6));
    }
}
