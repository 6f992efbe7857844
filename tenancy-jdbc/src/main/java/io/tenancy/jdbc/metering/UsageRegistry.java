package io.tenancy.jdbc.metering;

import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.Limit;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.transaction.AdminAudit;
import io.tenancy.jdbc.internal.usage.UsageReader;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.usage.Meter;
import io.tenancy.usage.UsagePeriod;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What tenants use, as operators see it, over the admin connection. Immutable and thread-safe.
 *
 * <pre>{@code
 * UsageRegistry usage = UsageRegistry.over(admin, Clock.systemUTC());
 * List<Consumption> now = usage.stand(tenant.id(), config.meters().all(), config.plans().features(), 0);
 * }</pre>
 *
 * <p>Fails with {@link io.tenancy.TenancyException} if the database cannot be asked or refuses.
 */
public final class UsageRegistry {
    private static final String PERIODS =
            "select t.key, c.meter, c.period_start, c.period_end, c.used, c.allowed, c.counted_at"
                    + " from tenancy.usage_counter c join tenancy.tenant t on t.id = c.tenant_id"
                    + " where (?::uuid is null or c.tenant_id = ?::uuid) and (?::text is null or c.meter = ?::text)"
                    + " and c.period_end > ?::timestamptz and c.period_start < ?::timestamptz order by t.key, c.meter, c.period_start";
    private static final String DRIFT = "select coalesce(g.tenant_id, c.tenant_id), coalesce(t.key, ''),"
            + " coalesce(g.counted, 0), coalesce(c.used, 0) from tenancy.gauge_counts(?) g full join"
            + " (select tenant_id, used from tenancy.usage_counter where meter = ? and period_start < '0002-01-01Z') c"
            + " on c.tenant_id = g.tenant_id left join tenancy.tenant t on t.id = coalesce(g.tenant_id, c.tenant_id)"
            + " where coalesce(g.counted, 0) <> coalesce(c.used, 0) order by 2, 1";

    private final DataSource admin;
    private final Clock clock;

    private UsageRegistry(DataSource admin, Clock clock) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock says which periods are the present ones
     * @return the registry
     */
    public static UsageRegistry over(DataSource admin, Clock clock) {
        return new UsageRegistry(admin, clock);
    }

    /**
     * How a tenant stands now.
     *
     * @param tenant the tenant
     * @param meters of which meters
     * @param features what the application declares
     * @param amount how much more is asked for; 0 for the numbers alone
     * @return one for each meter, in their order: whether that much may be used, limit and usage
     */
    public List<Consumption> stand(
            TenantId tenant, Collection<Meter> meters, Collection<Feature> features, long amount) {
        return read(
                "read what a tenant uses",
                connection -> UsageReader.read(connection, tenant, meters, features, clock, amount));
    }

    /**
     * What was used in periods that reach into a stretch of time.
     *
     * @param tenant of which tenant; null for all
     * @param meter of which meter; null for all
     * @param from from when on
     * @param until until before when
     * @return by tenant key, meter and time
     */
    public List<PeriodUsage> periods(@Nullable TenantId tenant, @Nullable String meter, Instant from, Instant until) {
        UUID id = tenant == null ? null : tenant.value();
        return read(
                "read usage",
                connection -> Jdbc.list(
                        connection,
                        PERIODS,
                        UsageRegistry::period,
                        id,
                        id,
                        meter,
                        meter,
                        from.toString(),
                        until.toString()));
    }

    private static PeriodUsage period(ResultSet row) throws SQLException {
        long allowed = row.getLong(6);
        Limit limit = row.wasNull() ? Limit.UNLIMITED : Limit.of(allowed);
        return new PeriodUsage(
                TenantKey.of(row.getString(1)),
                row.getString(2),
                new UsagePeriod(instant(row, 3), instant(row, 4)),
                row.getLong(5),
                limit,
                instant(row, 7));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * The tables that gauges follow.
     *
     * @return by meter and table
     */
    public List<GaugeTable> gauges() {
        return read(
                "read gauges",
                connection -> Jdbc.list(
                        connection,
                        "select meter, relation::text, nullif(source_column, ''), nullif(feature, ''), is_hard"
                                + " from tenancy.metered_tables()",
                        row -> new GaugeTable(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5))));
    }

    /**
     * Counts what a gauge follows, in one snapshot, and compares.
     *
     * @param meter the key of a gauge
     * @return where it is wrong; none is how it should be
     */
    public List<GaugeDrift> verify(String meter) {
        return read("verify a gauge", connection -> drift(connection, meter));
    }

    private static List<GaugeDrift> drift(Connection connection, String meter) throws SQLException {
        return Jdbc.list(
                connection,
                DRIFT,
                row -> new GaugeDrift(
                        meter, row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getLong(4)),
                meter,
                meter);
    }

    /**
     * Counts again what a gauge follows, while nobody writes to its tables, and sets it right. Goes into the audit trail.
     *
     * @param meter the key of a gauge
     * @param by who and why
     * @return what was wrong
     */
    public List<GaugeDrift> repair(String meter, Attribution by) {
        return read("repair a gauge", connection -> {
            AdminAudit.record(connection, by, clock.instant());
            List<GaugeDrift> wrong = drift(connection, meter);
            long unused = Jdbc.list(
                            connection,
                            "select tenancy.recount(?, ?::timestamptz)",
                            row -> row.getLong(1),
                            meter,
                            clock.instant().toString())
                    .get(0);
            return wrong;
        });
    }

    private <T> T read(String doing, Jdbc.Work<T> work) {
        return Jdbc.inTransaction(admin, doing, work);
    }
}
