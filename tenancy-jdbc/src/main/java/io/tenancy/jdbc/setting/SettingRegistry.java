package io.tenancy.jdbc.setting;

import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.setting.SettingRows;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.setting.Setting;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.setting.TenantSettings;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Settings from the operator's side: publishes what an application declares, so that the database holds everybody to it, and changes those of
 * any tenant. Thread-safe.
 *
 * <pre>{@code
 * SettingRegistry settings = SettingRegistry.over(adminPool, Clock.systemUTC());
 * List<String> changed = settings.apply(config.settings(), new Attribution("ops:anna", "release 12"));
 * }</pre>
 *
 * <p>Fails with {@link io.tenancy.TenancyException} if the database cannot be asked or refuses.
 */
public final class SettingRegistry {
    private static final String PUBLISH =
            "insert into tenancy.setting as s (name, type, options, least, most, permission)"
                    + " values (?, ?, ?::text[], ?, ?, nullif(?, '')) on conflict (name) do update set type = excluded.type,"
                    + " options = excluded.options, least = excluded.least, most = excluded.most, permission = excluded.permission"
                    + " where (s.type, s.options, s.least, s.most, s.permission) is distinct from"
                    + " (excluded.type, excluded.options, excluded.least, excluded.most, excluded.permission)";

    private final OperatorWork work;
    private final Clock clock;

    private SettingRegistry(DataSource admin, Clock clock) {
        this.work = new OperatorWork(admin, clock);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock gives the time of changes
     * @return the registry
     */
    public static SettingRegistry over(DataSource admin, Clock clock) {
        return new SettingRegistry(admin, clock);
    }

    /**
     * Publishes what is declared. What is not declared any more is taken back: its values stay, and only operators change them.
     *
     * @param catalog what is declared
     * @param by who and why
     * @return the names of which something changed
     */
    public List<String> apply(SettingCatalog catalog, Attribution by) {
        return work.change("publish settings", by, Map.of(), connection -> {
            List<String> changed = new ArrayList<>();
            for (Setting one : catalog.all()) {
                if (publish(connection, one) > 0) {
                    changed.add(one.name());
                }
            }
            changed.addAll(Jdbc.list(
                    connection,
                    "delete from tenancy.setting where name <> all (?::text[]) returning name",
                    row -> row.getString(1),
                    array(catalog.all().stream().map(Setting::name).toList())));
            return changed;
        });
    }

    private static int publish(Connection connection, Setting one) throws SQLException {
        return Jdbc.run(
                connection,
                PUBLISH,
                one.name(),
                one.type().name().toLowerCase(Locale.ROOT),
                array(one.options()),
                one.least(),
                one.most(),
                one.permission() == null ? "" : one.permission().toString());
    }

    private static String array(List<String> texts) {
        List<String> quoted = texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
        return "{" + String.join(",", quoted) + "}";
    }

    /**
     * What a tenant has set.
     *
     * @param tenant of whom
     * @param catalog what is declared
     * @return the snapshot
     */
    public TenantSettings of(TenantId tenant, SettingCatalog catalog) {
        return work.read("read settings", connection -> SettingRows.read(connection, catalog, tenant.value()));
    }

    /**
     * Sets one.
     *
     * @param tenant of whom; one that is being deleted is refused
     * @param setting which
     * @param value a {@link Boolean}, {@link Long} or {@link String}
     * @param by who and why
     * @throws io.tenancy.TenancyException {@code SETTING_INVALID} if the value does not fit what is declared, or was published
     */
    public void set(TenantId tenant, Setting setting, Object value, Attribution by) {
        if (!setting.fits(value)) {
            throw SettingRows.invalid(setting);
        }
        int unused = work.in(tenant, by)
                .change(
                        "change a setting",
                        null,
                        SettingRows.refusals(setting),
                        connection -> Jdbc.run(
                                connection,
                                "insert into tenancy.tenant_setting as s (tenant_id, name, value, updated_at)"
                                        + " values (?, ?, ?::jsonb, ?::timestamptz) on conflict (tenant_id, name) do update"
                                        + " set value = excluded.value, updated_at = excluded.updated_at"
                                        + " where s.value <> excluded.value",
                                tenant.value(),
                                setting.name(),
                                SettingRows.json(value),
                                now().toString()));
    }

    /**
     * Lets the default hold again.
     *
     * @param tenant of whom
     * @param setting which
     * @param by who and why
     * @return false if it did already
     */
    public boolean reset(TenantId tenant, Setting setting, Attribution by) {
        return work.in(tenant, by)
                .change(
                        "reset a setting",
                        null,
                        SettingRows.refusals(setting),
                        connection -> Jdbc.run(
                                        connection,
                                        "delete from tenancy.tenant_setting where tenant_id = ? and name = ?",
                                        tenant.value(),
                                        setting.name())
                                > 0);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
