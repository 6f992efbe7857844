package io.tenancy.entitlement;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has of one feature, and what decided it. Immutable.
 *
 * @param feature the feature
 * @param value what it has
 * @param source what decided
 * @param because the plan, add-ons or override that decided, for people: {@code starter@2}, {@code override: pilot customer}
 * @param until when it ends by itself; null for never
 */
public record Entitlement(
        Feature feature,
        FeatureValue value,
        Source source,
        List<String> because,
        @Nullable Instant until) {
    /** What can decide, the strongest first. */
    public enum Source {
        /** An override of this tenant. */
        OVERRIDE,
        /** Add-ons, together with what the plan says. */
        ADD_ON,
        /** The plan. */
        PLAN,
        /** Nothing says anything: denied. */
        DEFAULT
    }

    /**
     * Checks the components.
     *
     * @param feature the feature
     * @param value what it has
     * @param source what decided
     * @param because what decided, for people
     * @param until when it ends
     */
    public Entitlement {
        Objects.requireNonNull(source, "source");
        because = List.copyOf(because);
        feature.require(value);
    }

    /**
     * In one line, for people.
     *
     * @return such as {@code users = 12: ADD_ON (starter@2, ten-seats@1)}
     */
    @Override
    public String toString() {
        return feature.key() + " = " + feature.format(value) + ": " + source
                + (because.isEmpty() ? "" : " (" + String.join(", ", because) + ")")
                + (until == null ? "" : " until " + until);
    }
}
