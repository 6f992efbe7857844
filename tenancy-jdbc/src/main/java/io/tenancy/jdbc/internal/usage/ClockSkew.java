package io.tenancy.jdbc.internal.usage;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this node's clock is from the server's. Periods are cut by the node's clock, so a node whose clock is wrong must not count.
 * Measured at first use and then at most once in half a minute, by whoever comes by; the others do not wait. Thread-safe.
 */
public final class ClockSkew {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final long INTERVAL = Duration.ofSeconds(30).toNanos();

    private final @Nullable DataSource app;
    private final Clock clock;
    private final LongSupplier ticker;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile Duration skew = Duration.ZERO;
    private volatile long measuredAt;
    private volatile boolean known;

    private ClockSkew(@Nullable DataSource app, Clock clock, LongSupplier ticker) {
        this.app = app;
        this.clock = clock;
        this.ticker = ticker;
    }

    /**
     * Watches.
     *
     * @param app connects as the application, not tenant-bound
     * @param clock the node's
     * @param ticker nanoseconds that only grow
     * @return the watch
     */
    public static ClockSkew watched(DataSource app, Clock clock, LongSupplier ticker) {
        return new ClockSkew(app, clock, ticker);
    }

    /**
     * Does not watch: for a clock that is set by hand.
     *
     * @return the watch
     */
    public static ClockSkew unwatched() {
        return new ClockSkew(null, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> 0);
    }

    void requireSmall() {
        DataSource asked = app;
        if (asked == null) {
            return;
        }
        if ((!known || ticker.getAsLong() - measuredAt > INTERVAL) && measuring.compareAndSet(false, true)) {
            try {
                measure(asked);
            } finally {
                measuring.set(false);
            }
        }
        if (skew.abs().compareTo(BOUND) > 0) {
            throw new TenancyException(
                    ErrorCode.CLOCK_SKEWED,
                    "The clock of this node differs from the server's by more than " + BOUND.toSeconds() + " s",
                    "Set both by NTP; nothing was counted",
                    Map.of("skewMillis", Long.toString(skew.toMillis())),
                    null);
        }
    }

    /** A server that cannot be asked leaves the last answer standing: consuming will fail by itself. */
    private void measure(DataSource asked) {
        try (Connection connection = asked.getConnection()) {
            Instant before = clock.instant();
            Instant server = Jdbc.list(
                            connection,
                            "select clock_timestamp()",
                            row -> row.getObject(1, OffsetDateTime.class).toInstant())
                    .get(0);
            Instant after = clock.instant();
            // Within the time of the question the server's clock cannot be told from ours.
            skew = server.isBefore(before)
                    ? Duration.between(before, server)
                    : server.isAfter(after) ? Duration.between(after, server) : Duration.ZERO;
            measuredAt = ticker.getAsLong();
            known = true;
        } catch (SQLException e) {
            LOG.debug("The server's clock could not be read", e);
        }
    }
}
