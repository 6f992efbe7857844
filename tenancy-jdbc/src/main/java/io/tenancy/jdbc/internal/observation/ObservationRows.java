package io.tenancy.jdbc.internal.observation;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.observation.ErrorGroup;
import io.tenancy.observation.LatencyHistogram;
import io.tenancy.observation.ObservedPeriod;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was observed, read: of one tenant, or of all that the connection may see. Stateless. */
public final class ObservationRows {
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_GROUPS = 1_000;
    private static final String ALL_ZEROS = "00000000-0000-0000-0000-000000000000";
    private static final String OF_TENANT = " where (?::uuid = '" + ALL_ZEROS + "'::uuid or tenant_id = ?::uuid) and ";
    private static final String SERIES =
            "with m as (select date_bin(make_interval(secs => ?::bigint), minute, ?::timestamptz) as bin, requests, errors, micros,"
                    + " max_micros, buckets, counts from tenancy.observed_minute" + OF_TENANT
                    + "minute >= ?::timestamptz and minute < ?::timestamptz),"
                    + " h as (select b.bin, array_agg(b.bucket order by b.bucket) as buckets, array_agg(b.n order by b.bucket) as counts"
                    + " from (select m.bin, u.bucket, sum(u.n)::bigint as n from m, unnest(m.buckets, m.counts) u(bucket, n)"
                    + " group by 1, 2) b group by b.bin)"
                    + " select t.bin, t.requests, t.errors, t.micros, t.max_micros, h.buckets, h.counts from"
                    + " (select bin, sum(requests)::bigint as requests, sum(errors)::bigint as errors, sum(micros)::bigint as micros,"
                    + " max(max_micros) as max_micros from m group by bin) t join h on h.bin = t.bin order by 1";
    private static final String ERRORS = "select fingerprint, min(exception), min(frames), sum(times)::bigint,"
            + " min(first_at), max(last_at) from tenancy.observed_error" + OF_TENANT
            + "day >= ?::date and first_at < ?::timestamptz group by fingerprint order by 4 desc, 1 limit ?::int";

    private ObservationRows() {}

    /**
     * Reads steps of time.
     *
     * @param connection sees what is asked for
     * @param tenant of whom; null for all
     * @param from from when on
     * @param until until before when
     * @param step how long a step is
     * @return the steps in which there was anything
     * @throws SQLException if the database cannot be asked
     */
    public static List<ObservedPeriod> series(
            Connection connection, @Nullable UUID tenant, Instant from, Instant until, Duration step)
            throws SQLException {
        Instant first = from.truncatedTo(ChronoUnit.MINUTES);
        if (step.compareTo(Duration.ofMinutes(1)) < 0 || !step.equals(Duration.ofMinutes(step.toMinutes()))) {
            throw new IllegalArgumentException("A step is one or more whole minutes, not " + step);
        }
        if (!first.isBefore(until)) {
            return List.of();
        }
        if (Duration.between(first, until).dividedBy(step) >= MOST_STEPS) {
            throw new IllegalArgumentException("At most " + MOST_STEPS + " steps; take a longer one than " + step);
        }
        String whom = whom(tenant);
        return Jdbc.list(
                connection,
                SERIES,
                row -> period(row, step, until),
                step.toSeconds(),
                first.toString(),
                whom,
                whom,
                first.toString(),
                until.toString());
    }

    /**
     * Reads a stretch of time as one.
     *
     * @param connection sees what is asked for
     * @param tenant of whom; null for all
     * @param from from when on
     * @param until until before when
     * @return all together
     * @throws SQLException if the database cannot be asked
     */
    public static ObservedPeriod total(Connection connection, @Nullable UUID tenant, Instant from, Instant until)
            throws SQLException {
        Instant first = from.truncatedTo(ChronoUnit.MINUTES);
        if (!first.isBefore(until)) {
            return ObservedPeriod.nothing(from, until);
        }
        Duration whole = Duration.ofMinutes(Duration.between(first, until).toMinutes() + 1);
        List<ObservedPeriod> all = series(connection, tenant, first, until, whole);
        return all.isEmpty() ? ObservedPeriod.nothing(first, until) : all.get(0);
    }

    private static ObservedPeriod period(ResultSet row, Duration step, Instant until) throws SQLException {
        Instant start = row.getObject(1, OffsetDateTime.class).toInstant();
        Instant end = start.plus(step);
        return new ObservedPeriod(
                start,
                end.isAfter(until) ? until : end,
                row.getLong(2),
                row.getLong(3),
                Duration.of(row.getLong(4), ChronoUnit.MICROS),
                Duration.of(row.getLong(5), ChronoUnit.MICROS),
                histogram(row, 6));
    }

    /**
     * Reads a histogram: a column of buckets, and after it one of counts.
     *
     * @param row the row
     * @param column the first of the two
     * @return the histogram
     * @throws SQLException if they are none
     */
    static LatencyHistogram histogram(ResultSet row, int column) throws SQLException {
        Object[] buckets = elements(row.getArray(column));
        Object[] counts = elements(row.getArray(column + 1));
        Map<Integer, Long> all = new HashMap<>();
        for (int i = 0; i < buckets.length; i++) {
            all.put(((Number) buckets[i]).intValue(), ((Number) counts[i]).longValue());
        }
        return LatencyHistogram.of(all);
    }

    private static Object[] elements(Array array) throws SQLException {
        return (Object[]) array.getArray();
    }

    /**
     * Reads errors in groups.
     *
     * @param connection sees what is asked for
     * @param tenant of whom; null for all
     * @param from from this day on
     * @param until what began before then
     * @param limit at most so many
     * @return the most frequent first
     * @throws SQLException if the database cannot be asked
     */
    public static List<ErrorGroup> errors(
            Connection connection, @Nullable UUID tenant, Instant from, Instant until, int limit) throws SQLException {
        if (limit < 1 || limit > MOST_GROUPS) {
            throw new IllegalArgumentException("limit is 1 to " + MOST_GROUPS + ", not " + limit);
        }
        String whom = whom(tenant);
        return Jdbc.list(
                connection,
                ERRORS,
                ObservationRows::group,
                whom,
                whom,
                LocalDate.ofInstant(from, ZoneOffset.UTC).toString(),
                until.toString(),
                limit);
    }

    private static ErrorGroup group(ResultSet row) throws SQLException {
        return new ErrorGroup(
                row.getString(1),
                row.getString(2),
                List.of((String[]) row.getArray(3).getArray()),
                row.getLong(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }

    /** Nothing is bound as null: of a null the driver does not know the type, and asks anew at every execution. */
    private static String whom(@Nullable UUID tenant) {
        return tenant == null ? ALL_ZEROS : tenant.toString();
    }
}
