package io.tenancy.entitlement;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has of a feature, whatever its plan says, more or less than that. Immutable.
 *
 * @param feature the feature's key
 * @param value what it has
 * @param until when that ends by itself; null for never
 * @param reason why, for whoever asks {@link Entitlements#explain}
 */
public record FeatureOverride(
        String feature, FeatureValue value, @Nullable Instant until, String reason) {
    /**
     * Checks the components.
     *
     * @param feature the feature's key
     * @param value what it has
     * @param until when that ends
     * @param reason why
     */
    public FeatureOverride {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(reason, "reason");
    }

    boolean isOver(Instant at) {
        return until != null && !at.isBefore(until);
    }
}
