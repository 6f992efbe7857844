package io.tenancy.jdbc.internal.usage;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.usage.TenantCalendar;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads where a tenant's days begin: the setting {@code timeZone}, UTC without one; and since when it is a tenant. */
public final class Calendars {
    private static final Logger LOG = LoggerFactory.getLogger(Calendars.class);

    private Calendars() {}

    /**
     * Asks the registry.
     *
     * @param app connects as the application, not tenant-bound
     * @param tenant the tenant
     * @return its calendar
     */
    public static TenantCalendar read(DataSource app, TenantId tenant) {
        try (Connection connection = app.getConnection()) {
            return read(connection, tenant);
        } catch (SQLException e) {
            throw new RegistryUnavailableException(tenant.toString(), e);
        }
    }

    /**
     * Asks the registry.
     *
     * @param connection connected as a role that may ask
     * @param tenant the tenant
     * @return its calendar
     * @throws SQLException if the database cannot be asked
     */
    public static TenantCalendar read(Connection connection, TenantId tenant) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select zone, anchor, plan_since from tenancy.calendar_of(?)",
                        row -> calendar(row, tenant),
                        tenant.value())
                .orElseThrow(() -> TenantNotFoundException.byId(tenant));
    }

    private static TenantCalendar calendar(ResultSet row, TenantId tenant) throws SQLException {
        OffsetDateTime planSince = row.getObject("plan_since", OffsetDateTime.class);
        return new TenantCalendar(
                zone(row.getString("zone"), tenant),
                row.getObject("anchor", OffsetDateTime.class).toInstant(),
                planSince == null ? null : planSince.toInstant());
    }

    private static ZoneId zone(@Nullable String name, TenantId tenant) {
        if (name == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            LOG.warn("Setting timeZone of tenant {} is no time zone; its usage is counted by UTC", tenant);
            return ZoneOffset.UTC;
        }
    }
}
