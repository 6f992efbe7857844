package io.tenancy.setting;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a tenant has set, at one moment; where it set nothing, what the application declares. Immutable.
 *
 * <pre>{@code
 * TenantSettings settings = tenancy.settings().current();
 * long hours = settings.integer("reminderHours");
 * }</pre>
 *
 * <p>Every getter throws {@link IllegalArgumentException} for a name that is not declared, or is of another type: that is a defect of the
 * program. A stored value that does not fit the declaration any more counts as not set.
 */
public final class TenantSettings {
    private final SettingCatalog catalog;
    private final Map<String, Object> values;

    /**
     * Makes a snapshot.
     *
     * @param catalog what is declared
     * @param stored what is stored, as {@link Boolean}, {@link Long} or {@link String}
     */
    public TenantSettings(SettingCatalog catalog, Map<String, Object> stored) {
        this.catalog = catalog;
        this.values = new TreeMap<>();
        stored.forEach((name, value) -> {
            if (catalog.find(name).filter(setting -> setting.fits(value)).isPresent()) {
                values.put(name, value);
            }
        });
    }

    /**
     * A setting of type boolean.
     *
     * @param name its name
     * @return whether it is on
     */
    public boolean flag(String name) {
        return (Boolean) value(name, SettingType.BOOLEAN, SettingType.BOOLEAN);
    }

    /**
     * A setting of type integer.
     *
     * @param name its name
     * @return the number
     */
    public long integer(String name) {
        return (Long) value(name, SettingType.INTEGER, SettingType.INTEGER);
    }

    /**
     * A setting of type text, or one of a list.
     *
     * @param name its name
     * @return the text
     */
    public String text(String name) {
        return (String) value(name, SettingType.TEXT, SettingType.CHOICE);
    }

    private Object value(String name, SettingType one, SettingType other) {
        Setting setting = catalog.require(name);
        if (setting.type() != one && setting.type() != other) {
            throw new IllegalArgumentException("setting " + name + " is of type " + setting.type());
        }
        return value(setting);
    }

    /**
     * The value of a setting, whatever its type.
     *
     * @param setting which
     * @return a {@link Boolean}, {@link Long} or {@link String}
     */
    public Object value(Setting setting) {
        Object set = values.get(setting.name());
        return set == null ? setting.otherwise() : set;
    }

    /**
     * Whether the tenant has set it itself.
     *
     * @param name its name
     * @return false if the default holds
     */
    public boolean isSet(String name) {
        return values.containsKey(catalog.require(name).name());
    }
}
