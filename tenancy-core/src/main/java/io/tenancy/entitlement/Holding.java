package io.tenancy.entitlement;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant holds: the versions it was given, not the newest ones. Immutable.
 *
 * @param plan its plan; null if it has none, and then every feature is denied
 * @param addOns its add-ons; the same one may be held several times
 * @param overrides at most one for a feature
 */
public record Holding(@Nullable Plan plan, List<Plan> addOns, List<FeatureOverride> overrides) {
    /** A tenant that holds nothing. */
    public static final Holding NOTHING = new Holding(null, List.of(), List.of());

    /**
     * Checks the components.
     *
     * @param plan its plan
     * @param addOns its add-ons
     * @param overrides its overrides
     * @throws IllegalArgumentException if a plan is held as add-on or the other way, or a feature is overridden twice
     */
    public Holding {
        addOns = List.copyOf(addOns);
        overrides = List.copyOf(overrides);
        if ((plan != null && plan.kind() != Plan.Kind.BASE)
                || addOns.stream().anyMatch(one -> one.kind() != Plan.Kind.ADD_ON)) {
            throw new IllegalArgumentException("a tenant holds one plan, and add-ons beside it");
        }
        if (overrides.stream()
                        .map(FeatureOverride::feature)
                        .collect(Collectors.toSet())
                        .size()
                != overrides.size()) {
            throw new IllegalArgumentException("a feature is overridden twice");
        }
    }

    /**
     * Holding just a plan.
     *
     * @param plan the plan
     * @return the holding
     */
    public static Holding of(Plan plan) {
        return new Holding(Objects.requireNonNull(plan, "plan"), List.of(), List.of());
    }
}
