package io.tenancy.jdbc.isolation;

import java.util.Locale;

/** What the start of an application does about tables that let one tenant reach another's rows. */
public enum StartCheck {
    /** It does not start. */
    REFUSE,
    /** It starts, and logs each finding once. */
    WARN,
    /** It does not look. */
    OFF;

    /**
     * The word in {@code tenancy.yaml}.
     *
     * @return {@code refuse}, {@code warn} or {@code off}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
