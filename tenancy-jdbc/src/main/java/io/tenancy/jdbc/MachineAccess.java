package io.tenancy.jdbc;

import io.tenancy.jdbc.internal.ratelimit.LeasedRateLimits;
import io.tenancy.jdbc.internal.ratelimit.LocalBuckets;
import io.tenancy.jdbc.internal.ratelimit.PostgresBuckets;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.ratelimit.SharedBuckets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What stands before a request of a machine, with the one thread that tidies up behind it. Thread-safe; closed with the tenancy. */
final class MachineAccess implements AutoCloseable {
    private static final long TIDY_MINUTES = 5;

    private final LeasedRateLimits rateLimits;
    private final @Nullable ScheduledExecutorService keeper;

    MachineAccess(JdbcTenancyBuilder builder) {
        PostgresBuckets postgres = builder.buckets == null && builder.worker != null
                ? new PostgresBuckets(builder.worker, builder.clock)
                : null;
        this.rateLimits = new LeasedRateLimits(buckets(builder, postgres), builder.rateLimits, builder.clock);
        this.keeper = postgres == null ? null : keeper(postgres);
    }

    private static SharedBuckets buckets(JdbcTenancyBuilder builder, @Nullable PostgresBuckets postgres) {
        if (builder.buckets != null) {
            return builder.buckets;
        }
        return postgres == null ? new LocalBuckets(builder.clock) : postgres;
    }

    private static ScheduledExecutorService keeper(PostgresBuckets buckets) {
        ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "tenancy-keeper");
            thread.setDaemon(true);
            return thread;
        });
        var unused = keeper.scheduleWithFixedDelay(buckets::tidy, TIDY_MINUTES, TIDY_MINUTES, TimeUnit.MINUTES);
        return keeper;
    }

    RateLimits rateLimits() {
        return rateLimits;
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.shutdownNow();
        }
        rateLimits.close();
    }
}
