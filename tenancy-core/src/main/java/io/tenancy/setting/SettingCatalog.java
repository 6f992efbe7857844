package io.tenancy.setting;

import io.tenancy.internal.Printable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an application lets its tenants have their own way. Immutable. */
public final class SettingCatalog {
    /** Nothing. */
    public static final SettingCatalog EMPTY = new SettingCatalog(Map.of());

    private final Map<String, Setting> settings;

    private SettingCatalog(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /**
     * A catalogue.
     *
     * @param settings what is declared
     * @return the catalogue, in their order
     * @throws IllegalArgumentException if two have the same name
     */
    public static SettingCatalog of(Collection<Setting> settings) {
        Map<String, Setting> kept = new LinkedHashMap<>();
        settings.forEach(one -> {
            if (kept.putIfAbsent(one.name(), one) != null) {
                throw new IllegalArgumentException("there are two settings " + one.name());
            }
        });
        return new SettingCatalog(Collections.unmodifiableMap(kept));
    }

    /**
     * What is declared.
     *
     * @return in the order of the declaration
     */
    public Collection<Setting> all() {
        return settings.values();
    }

    /**
     * Finds one.
     *
     * @param name its name
     * @return the setting, or empty
     */
    public Optional<Setting> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /**
     * Finds one that must be there.
     *
     * @param name its name
     * @return the setting
     * @throws IllegalArgumentException if it is not declared
     */
    public Setting require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no setting " + Printable.word(name) + " is declared in tenancy.yaml"));
    }
}
