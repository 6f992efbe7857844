package io.tenancy.billing.internal;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The control plane as the platform's worker or administrator sees it: short transactions, times and ids from the clock. Thread-safe.
 */
public final class Database {
    private final DataSource source;
    private final Clock clock;
    private final NewIds ids;

    /**
     * Works through one connection source.
     *
     * @param source connects as {@code tenancy_worker}
     * @param clock gives every time that is written
     */
    public Database(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.ids = new NewIds(clock);
    }

    /**
     * One transaction: committed when the work returns, rolled back when it throws.
     *
     * @param doing what is being done, for the message
     * @param work the work; must ask no gateway
     * @param <T> what it gives
     * @return what it gave
     * @throws TenancyException if the server cannot be reached, or refuses
     */
    public <T extends @Nullable Object> T in(String doing, Function<Transaction, T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.apply(new Transaction(connection));
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                undo(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(doing, e);
        } catch (UncheckedSqlException e) {
            throw e.getCause() instanceof SQLException reason ? failure(doing, reason) : e;
        }
    }

    /**
     * Works in a transaction that somebody else began and will end.
     *
     * @param connection it is open on
     * @param doing what is being done, for the message
     * @param work the work
     * @param <T> what it gives
     * @return what it gave
     * @throws TenancyException if the server refuses
     */
    public static <T extends @Nullable Object> T on(
            Connection connection, String doing, Function<Transaction, T> work) {
        try {
            return work.apply(new Transaction(connection));
        } catch (UncheckedSqlException e) {
            throw e.getCause() instanceof SQLException reason ? failure(doing, reason) : e;
        }
    }

    /** What goes wrong here must not hide why we are here. */
    private static void undo(Connection connection, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static TenancyException failure(String doing, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean lost = state.startsWith("08") || state.startsWith("57P");
        return new TenancyException(
                lost ? ErrorCode.CONNECTION_FAILED : ErrorCode.STATEMENT_FAILED,
                (lost ? "The server was lost" : "The server refused") + " while it was to " + doing,
                lost ? "Try again" : "Look at the cause; the control plane may be older than this program",
                Map.of("sqlState", state),
                e);
    }

    /**
     * The clock's time as PostgreSQL keeps it.
     *
     * @return UTC, whole microseconds
     */
    public OffsetDateTime now() {
        return at(clock.instant());
    }

    /**
     * An instant as PostgreSQL keeps it.
     *
     * @param instant the instant
     * @return UTC, whole microseconds
     */
    public static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /**
     * An instant that may be missing, as PostgreSQL keeps it.
     *
     * @param instant the instant, or null
     * @return UTC, or null
     */
    public static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    /**
     * A time of a row.
     *
     * @param row the row
     * @param column its column
     * @return the instant, or null
     */
    public static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.orNull(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * A new id that sorts by the clock's time (UUID of version 7, RFC 9562).
     *
     * @return the id
     */
    public UUID newId() {
        return ids.next();
    }
}
