package io.tenancy.entitlement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version of a plan or add-on that a tenant was given, as far as it says what the tenant has. Immutable.
 *
 * @param key the plan's key
 * @param version the version
 * @param values what it says about features, by key
 */
public record HeldPlan(String key, int version, Map<String, FeatureValue> values) {
    /**
     * Checks the components.
     *
     * @param key the plan's key
     * @param version the version
     * @param values what it says
     */
    public HeldPlan {
        Objects.requireNonNull(key, "key");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * What it says about a feature.
     *
     * @param feature the feature's key
     * @return the value, or null if it says nothing
     */
    public @Nullable FeatureValue value(String feature) {
        return values.get(feature);
    }

    /** As {@code starter@2}. */
    @Override
    public String toString() {
        return key + "@" + version;
    }
}
