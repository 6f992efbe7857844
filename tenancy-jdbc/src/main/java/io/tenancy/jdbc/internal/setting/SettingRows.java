package io.tenancy.jdbc.internal.setting;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.authorization.PermissionDeniedException;
import io.tenancy.jdbc.internal.audit.CanonicalJson;
import io.tenancy.jdbc.internal.audit.DetailsJson;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.setting.Setting;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.setting.TenantSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Settings as rows, and what the database's refusals mean. Stateless. */
public final class SettingRows {
    private record Stored(String name, String json) {}

    private SettingRows() {}

    /**
     * Reads what a tenant has set.
     *
     * @param connection asks the resolver's function
     * @param catalog what is declared
     * @param tenant of whom
     * @return the snapshot
     * @throws SQLException if the database cannot be asked
     */
    public static TenantSettings read(Connection connection, SettingCatalog catalog, UUID tenant) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Stored one : Jdbc.list(
                connection,
                "select name, value from tenancy.settings_of(?)",
                row -> new Stored(row.getString(1), row.getString(2)),
                tenant)) {
            // Others are the operators' own, of whatever form.
            if (catalog.find(one.name()).isPresent() && one.json().matches("(?s)(true|false|-?[0-9]{1,18}|\".*\")")) {
                values.putAll(DetailsJson.read("{\"" + one.name() + "\":" + one.json() + "}"));
            }
        }
        return new TenantSettings(catalog, values);
    }

    /**
     * A value as the database keeps it.
     *
     * @param value a {@link Boolean}, {@link Long} or {@link String}
     * @return its JSON
     */
    public static String json(Object value) {
        String object = CanonicalJson.write(Map.of("v", value));
        return object.substring("{\"v\":".length(), object.length() - 1);
    }

    /**
     * A value that does not fit.
     *
     * @param setting what is declared
     * @return the refusal
     */
    public static TenancyException invalid(Setting setting) {
        return new TenancyException(
                ErrorCode.SETTING_INVALID, "The setting cannot have this value", "Give another: " + setting.rule());
    }

    /**
     * What the database's refusals mean.
     *
     * @param setting what was to be changed
     * @return by SQLSTATE
     */
    public static Map<String, Function<SQLException, TenancyException>> refusals(Setting setting) {
        return Map.of(
                "TN060",
                e -> new TenancyException(
                        ErrorCode.SETTING_INVALID,
                        "The setting cannot have this value as it was published last",
                        "Publish what is declared now: tenancyctl setting apply",
                        Map.of("setting", setting.name()),
                        e),
                "TN061",
                e -> new PermissionDeniedException(
                        "The principal may not change the setting " + setting.name(),
                        setting.permission() == null
                                ? "Only operators change it: tenancyctl setting set"
                                : "Grant it a role with " + setting.permission()),
                "TN062",
                e -> new TenancyException(
                        ErrorCode.SETTING_NOT_FOUND,
                        "The setting was not published",
                        "Publish what is declared: tenancyctl setting apply",
                        Map.of("setting", setting.name()),
                        e));
    }
}
