package io.tenancy.jdbc.internal.usage;

import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.jdbc.internal.registry.HoldingRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.TenantId;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import io.tenancy.usage.TenantCalendar;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How a tenant stands, read by whoever may see all tenants. */
public final class UsageReader {
    private static final String READ = "select coalesce(sum(c.used), 0)::bigint, coalesce((select sum(r.amount)"
            + " from tenancy.usage_reservation r where r.tenant_id = ?::uuid and r.meter = ? and r.period_start = ?::timestamptz"
            + " and r.state = 'OPEN' and r.expires_at > ?::timestamptz), 0)::bigint from tenancy.usage_counter c"
            + " where c.tenant_id = ?::uuid and c.meter = ?"
            + " and case when ?::timestamptz is null then c.period_start = ?::timestamptz else c.period_end > ?::timestamptz end";

    private UsageReader() {}

    /**
     * Reads meters of a tenant.
     *
     * @param admin the connection, as a role that sees all tenants
     * @param tenant the tenant
     * @param meters which
     * @param features what the application declares
     * @param clock business time
     * @param amount how much more is asked for
     * @return for each meter, in their order, what would become of it
     * @throws SQLException if the database cannot be asked
     */
    public static List<Consumption> read(
            Connection admin,
            TenantId tenant,
            Collection<Meter> meters,
            Collection<Feature> features,
            Clock clock,
            long amount)
            throws SQLException {
        Entitlements held = Entitlements.of(features, HoldingRows.read(admin, tenant), clock.instant());
        TenantCalendar calendar = Calendars.read(admin, tenant);
        QuotaDesk desk =
                new QuotaDesk(MeterCatalog.of(meters), id -> held, id -> calendar, clock, ClockSkew.unwatched());
        List<Consumption> read = new ArrayList<>();
        for (Meter meter : meters) {
            Measure measure = desk.measure(tenant, meter);
            String start = measure.slot().start().toString();
            String since = measure.since() == null ? null : measure.since().toString();
            String id = tenant.toString();
            read.addAll(Jdbc.list(
                    admin,
                    READ,
                    row -> measure.forecast(amount, row.getLong(1), row.getLong(2)),
                    id,
                    meter.key(),
                    start,
                    measure.at().toString(),
                    id,
                    meter.key(),
                    since,
                    start,
                    since));
        }
        return read;
    }
}
