package io.tenancy.jdbc.observation;

import io.tenancy.jdbc.internal.observation.ObservationRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.observation.ErrorGroup;
import io.tenancy.observation.ObservedPeriod;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How tenants are served, for operators, over the admin connection. Minutes are whole, in UTC; the present one grows. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * ObservationReports reports = ObservationReports.over(admin);
 * Duration p95 = reports.total(null, yesterday, now).percentile(95);
 * }</pre>
 *
 * <p>Fails with {@link io.tenancy.TenancyException} if the database cannot be asked or refuses.
 */
public final class ObservationReports {
    private static final int MOST_TENANTS = 1_000;

    private final DataSource admin;

    private ObservationReports(DataSource admin) {
        this.admin = Objects.requireNonNull(admin, "admin");
    }

    /** By what tenants are ranked. */
    public enum Rank {
        /** Who asks most. */
        REQUESTS("sum(m.requests)"),
        /** Who has most errors. */
        ERRORS("sum(m.errors)"),
        /** Who keeps the application busy longest. */
        TIME("sum(m.micros)");

        private final String sum;

        Rank(String sum) {
            this.sum = sum;
        }
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @return the reports
     */
    public static ObservationReports over(DataSource admin) {
        return new ObservationReports(admin);
    }

    /**
     * A stretch of time as one.
     *
     * @param tenant of whom; null for all tenants together
     * @param from from this minute on
     * @param until until before this minute
     * @return all of it together
     */
    public ObservedPeriod total(@Nullable TenantId tenant, Instant from, Instant until) {
        return read(connection -> ObservationRows.total(connection, value(tenant), from, until));
    }

    /**
     * A stretch of time step by step.
     *
     * @param tenant of whom; null for all tenants together
     * @param from from this minute on; the first step begins there
     * @param until until before this minute
     * @param step how long a step is, whole minutes
     * @return the steps in which there was anything, in order
     * @throws IllegalArgumentException if the step is not whole minutes, or there were more than 10,000 of them
     */
    public List<ObservedPeriod> series(@Nullable TenantId tenant, Instant from, Instant until, Duration step) {
        return read(connection -> ObservationRows.series(connection, value(tenant), from, until, step));
    }

    /**
     * Errors in groups, the most frequent first.
     *
     * @param tenant of whom; null for all tenants together
     * @param from from this day on, in UTC
     * @param until until before this instant
     * @param limit at most so many, 1 to 1,000
     * @return the groups
     */
    public List<ErrorGroup> errors(@Nullable TenantId tenant, Instant from, Instant until, int limit) {
        return read(connection -> ObservationRows.errors(connection, value(tenant), from, until, limit));
    }

    /**
     * The tenants that stand out.
     *
     * @param rank by what
     * @param from from this minute on
     * @param until until before this minute
     * @param limit at most so many, 1 to 1,000
     * @return the first ones; nobody of whom there is nothing to rank
     */
    public List<ObservedTenant> top(Rank rank, Instant from, Instant until, int limit) {
        if (limit < 1 || limit > MOST_TENANTS) {
            throw new IllegalArgumentException("limit is 1 to " + MOST_TENANTS + ", not " + limit);
        }
        record Named(UUID id, String key) {}
        return read(connection -> {
            List<Named> first = Jdbc.list(
                    connection,
                    "select m.tenant_id, t.key from tenancy.observed_minute m join tenancy.tenant t on t.id = m.tenant_id"
                            + " where m.minute >= ?::timestamptz and m.minute < ?::timestamptz group by 1, 2"
                            + " having " + rank.sum + " > 0 order by " + rank.sum + " desc, 2 limit ?::int",
                    row -> new Named(row.getObject(1, UUID.class), row.getString(2)),
                    from.truncatedTo(ChronoUnit.MINUTES).toString(),
                    until.toString(),
                    limit);
            List<ObservedTenant> all = new ArrayList<>();
            for (Named one : first) {
                all.add(new ObservedTenant(
                        TenantId.of(one.id()),
                        TenantKey.of(one.key()),
                        ObservationRows.total(connection, one.id(), from, until)));
            }
            return all;
        });
    }

    private static @Nullable UUID value(@Nullable TenantId tenant) {
        return tenant == null ? null : tenant.value();
    }

    private <T> T read(Jdbc.Work<T> work) {
        return Jdbc.inTransaction(admin, "read what was observed", work);
    }
}
