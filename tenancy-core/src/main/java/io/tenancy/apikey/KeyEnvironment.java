package io.tenancy.apikey;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a key is for; people see it in the key. What it means for the data is the application's affair. */
public enum KeyEnvironment {
    /** Real work. */
    LIVE,
    /** Trials of an integration. */
    TEST;

    /**
     * As it stands in a key.
     *
     * @return {@code live} or {@code test}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable KeyEnvironment of(String word) {
        return word.equals("live") ? LIVE : word.equals("test") ? TEST : null;
    }
}
