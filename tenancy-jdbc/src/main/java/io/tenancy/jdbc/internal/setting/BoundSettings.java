package io.tenancy.jdbc.internal.setting;

import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.transaction.AppChange;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.setting.Setting;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.setting.Settings;
import io.tenancy.setting.TenantSettings;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import javax.sql.DataSource;

/** The settings of whoever is bound, remembered as tenants are. Thread-safe. */
public final class BoundSettings implements Settings {
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);
    private static final Duration BORNE_FOR = Duration.ofSeconds(60);

    private final SettingCatalog catalog;
    private final TenantUnits units;
    private final Clock clock;
    private final Function<TenantId, TenantSettings> remembered;

    /**
     * Puts them together.
     *
     * @param catalog what is declared
     * @param units where changes are made
     * @param tenants remembers
     * @param app asks; connects as the application, not tenant-bound
     * @param clock says when something is changed
     */
    public BoundSettings(
            SettingCatalog catalog, TenantUnits units, JdbcTenantStore tenants, DataSource app, Clock clock) {
        this.catalog = catalog;
        this.units = units;
        this.clock = clock;
        this.remembered = tenants.remember(
                tenant -> read(app, tenant), (tenant, known, changed) -> tenant.equals(changed), GOOD_FOR, BORNE_FOR);
    }

    private TenantSettings read(DataSource app, TenantId tenant) {
        try (Connection connection = app.getConnection()) {
            return SettingRows.read(connection, catalog, tenant.value());
        } catch (SQLException e) {
            throw new RegistryUnavailableException(tenant.toString(), e);
        }
    }

    @Override
    public TenantSettings current() {
        return remembered.apply(TenantContext.required().tenant().id());
    }

    @Override
    public void set(String name, Object value) {
        Setting setting = catalog.require(name);
        if (!setting.fits(value)) {
            throw SettingRows.invalid(setting);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int unused = units.inTransaction("change a setting", SettingRows.refusals(setting), connection -> {
            AppChange.attribute(connection, units, "setting changed", now);
            return Jdbc.run(
                    connection,
                    "insert into tenancy.tenant_setting as s (name, value, updated_at)"
                            + " values (?::text, ?::jsonb, ?::timestamptz) on conflict (tenant_id, name) do update"
                            + " set value = excluded.value, updated_at = excluded.updated_at where s.value <> excluded.value",
                    name,
                    SettingRows.json(value),
                    now.toString());
        });
    }

    @Override
    public boolean reset(String name) {
        Setting setting = catalog.require(name);
        return units.inTransaction("reset a setting", SettingRows.refusals(setting), connection -> {
            AppChange.attribute(connection, units, "setting reset", clock.instant());
            return Jdbc.run(connection, "delete from tenancy.tenant_setting where name = ?::text", name) > 0;
        });
    }
}
