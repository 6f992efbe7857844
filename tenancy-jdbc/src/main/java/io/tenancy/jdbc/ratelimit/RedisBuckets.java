package io.tenancy.jdbc.ratelimit;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.tenancy.jdbc.internal.ratelimit.Bucket4jBuckets;
import io.tenancy.jdbc.internal.ratelimit.BucketClock;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import java.time.Clock;
import java.time.Duration;

/**
 * Buckets in a Redis server, for applications whose database should not see them. Needs {@code io.lettuce:lettuce-core} and
 * {@code com.bucket4j:bucket4j_jdk17-lettuce} on the class path. Thread-safe; close it with the application.
 *
 * <pre>{@code
 * RedisBuckets buckets = RedisBuckets.connect(System.getenv("REDIS_URL"), Clock.systemUTC());
 * }</pre>
 */
public final class RedisBuckets implements SharedBuckets, AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final RedisClient client;
    private final Bucket4jBuckets buckets;

    private RedisBuckets(RedisClient client, Clock clock) {
        this.client = client;
        StatefulRedisConnection<String, byte[]> connection =
                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        this.buckets = new Bucket4jBuckets(Bucket4jLettuce.casBasedBuilder(connection)
                .clientClock(new BucketClock(clock))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build());
    }

    /**
     * Connects.
     *
     * @param url the server, such as {@code redis://:password@redis.internal:6379}
     * @param clock the time by which buckets fill
     * @return the buckets
     * @throws io.lettuce.core.RedisConnectionException if the server does not answer
     */
    public static RedisBuckets connect(String url, Clock clock) {
        RedisClient client = RedisClient.create(url);
        // While the server is away commands must fail, not wait: a limit declares what happens then.
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(ANSWER_WITHIN))
                .build());
        try {
            return new RedisBuckets(client, clock);
        } catch (RuntimeException e) {
            client.shutdown();
            throw e;
        }
    }

    @Override
    public Taken take(RateLimit limit, RateSubject subject, long wanted) {
        return buckets.take(limit, subject, wanted);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
