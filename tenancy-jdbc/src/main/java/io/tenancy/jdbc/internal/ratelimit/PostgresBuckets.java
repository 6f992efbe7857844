package io.tenancy.jdbc.internal.ratelimit;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.CustomColumnProvider;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Buckets in {@code tenancy.rate_limit_bucket}, reached as {@code tenancy_worker}: the application's role cannot. Thread-safe. */
public final class PostgresBuckets implements SharedBuckets {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBuckets.class);
    private static final int BATCH = 1_000;

    /** Not Bucket4j's own, which asks the machine's clock. */
    private static final String REMOVAL = "delete from tenancy.rate_limit_bucket where id in (select id from"
            + " tenancy.rate_limit_bucket where expires_at < ? limit ? for update skip locked)";

    private final DataSource worker;
    private final Clock clock;
    private final Bucket4jBuckets buckets;

    /**
     * Keeps them in a database.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock the time by which they fill
     */
    public PostgresBuckets(DataSource worker, Clock clock) {
        this.worker = worker;
        this.clock = clock;
        this.buckets = new Bucket4jBuckets(Bucket4jPostgreSQL.selectForUpdateBasedBuilder(worker)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("tenancy.rate_limit_bucket")
                .idColumn("id")
                .stateColumn("state")
                .addCustomColumn(new ExpiresAt(clock))
                .clientClock(new BucketClock(clock))
                .build());
    }

    @Override
    public Taken take(RateLimit limit, RateSubject subject, long wanted) {
        return buckets.take(limit, subject, wanted);
    }

    /**
     * Removes buckets that have been full again for a minute: nobody misses them.
     *
     * @return how many; rows that others work on are left for the next time
     */
    public int removeFull() {
        int removed = 0;
        int batch;
        do {
            batch = Jdbc.inTransaction(
                    worker, "remove buckets", connection -> Jdbc.run(connection, REMOVAL, clock.millis(), BATCH));
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }

    /** As {@link #removeFull}; what fails is tried again the next time. */
    public void tidy() {
        try {
            LOG.debug("{} full buckets removed", removeFull());
        } catch (RuntimeException e) {
            LOG.warn("Full buckets of rate limits cannot be removed", e);
        }
    }

    /** As Bucket4j's own column, but by the application's clock. */
    private record ExpiresAt(Clock clock) implements CustomColumnProvider<String> {
        private static final ExpirationAfterWriteStrategy WHEN_FULL =
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1));

        @Override
        public String getCustomFieldName() {
            return "expires_at";
        }

        @Override
        public void setCustomField(
                String key, int place, PreparedStatement statement, RemoteBucketState state, long nanos)
                throws SQLException {
            statement.setLong(place, clock.millis() + WHEN_FULL.calculateTimeToLiveMillis(state, nanos));
        }
    }
}
