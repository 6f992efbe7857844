package io.tenancy.billing;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one gateway is set up. Its values hold secrets: {@link #toString()} shows none of them. Immutable.
 *
 * @param name what it is called here, and by which its events come in
 * @param kind which factory makes it, such as {@code stripe}; mostly the same as the name
 * @param mode whether money is real
 * @param baseUrl where it is, for tests; null for the gateway's own address
 * @param timeout how long an answer may take
 * @param values keys and secrets, by the names that the factory knows
 */
public record GatewaySettings(
        String name,
        String kind,
        GatewayMode mode,
        @Nullable URI baseUrl,
        Duration timeout,
        Map<String, String> values) {
    /** How long an answer may take if nobody says. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    /**
     * Checks the components.
     *
     * @param name what it is called
     * @param kind which factory
     * @param mode whether money is real
     * @param baseUrl where it is
     * @param timeout how long
     * @param values keys and secrets
     * @throws IllegalArgumentException if the time-out is not positive
     */
    public GatewaySettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(mode, "mode");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a time-out is longer than nothing");
        }
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Settings with the usual time-out.
     *
     * @param kind which factory, and its name here
     * @param mode whether money is real
     * @param baseUrl where it is, or null
     * @param values keys and secrets
     * @return the settings
     */
    public static GatewaySettings of(String kind, GatewayMode mode, @Nullable URI baseUrl, Map<String, String> values) {
        return new GatewaySettings(kind, kind, mode, baseUrl, TIMEOUT, values);
    }

    /**
     * The same with another time-out.
     *
     * @param longest how long an answer may take
     * @return new settings
     */
    public GatewaySettings withTimeout(Duration longest) {
        return new GatewaySettings(name, kind, mode, baseUrl, longest, values);
    }

    /**
     * A value that must be there.
     *
     * @param key its name
     * @return the value
     * @throws GatewayMisconfiguredException if it is absent or blank
     */
    public String require(String key) {
        String value = values.get(key);
        if (value == null || value.isBlank()) {
            throw new GatewayMisconfiguredException(name, "gateways." + name + "." + key + " is missing");
        }
        return value;
    }

    /**
     * A value that may be there.
     *
     * @param key its name
     * @return the value, or null
     */
    public @Nullable String value(String key) {
        String value = values.get(key);
        return value == null || value.isBlank() ? null : value;
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "GatewaySettings[" + name + ", " + kind + ", " + mode + ", " + values.keySet() + "]";
    }
}
