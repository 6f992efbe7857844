package io.tenancy.jdbc.internal.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tenancy.jdbc.ratelimit.RedisBuckets;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimit.By;
import io.tenancy.ratelimit.RateLimit.Outage;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import io.tenancy.testing.support.Programs;
import io.tenancy.testing.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisBucketsTest extends SharedBucketsContract {
    private static RedisServer redis;
    private static RedisBuckets buckets;

    @BeforeAll
    static void start() {
        Optional<Path> program = Programs.locate("redis-server");
        assumeThat(program).as("redis-server is installed").isPresent();
        redis = RedisServer.start(program.get());
        buckets = RedisBuckets.connect(redis.url(), CLOCK);
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            buckets.close();
            redis.close();
        }
    }

    @Override
    SharedBuckets buckets() {
        return buckets;
    }

    @Test
    void aServerThatIsGoneIsAnOutage() {
        RateSubject key = RateSubject.key(UUID.randomUUID());
        RateLimit strict =
                RateLimit.of("strict", By.KEY, 10, Duration.ofMinutes(1)).whenDown(Outage.REFUSE);
        RedisServer doomed = RedisServer.start(Programs.locate("redis-server").orElseThrow());
        try (RedisBuckets lost = RedisBuckets.connect(doomed.url(), CLOCK);
                LeasedRateLimits node = new LeasedRateLimits(lost, List.of(), CLOCK)) {
            assertThat(node.check(strict, key).allowed()).isTrue();
            doomed.close();
            RateLimitDecision refused = node.check(strict, key);
            assertThat(refused.allowed()).isFalse();
            assertThat(refused.counted()).isFalse();
        } finally {
            doomed.close();
        }
    }
}
