package io.tenancy.setting;

import java.util.Locale;

/** What kind of value a setting has. */
public enum SettingType {
    /** True or false. */
    BOOLEAN,
    /** A whole number within bounds. */
    INTEGER,
    /** A text of a length within bounds. */
    TEXT,
    /** One of a list. */
    CHOICE;

    /** As configuration files write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
