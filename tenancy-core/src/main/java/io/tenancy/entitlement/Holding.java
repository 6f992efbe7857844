package io.tenancy.entitlement;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant holds: the versions it was given, not the newest ones. Immutable.
 *
 * @param plan its plan; null if it has none, and then every feature is denied
 * @param addOns its add-ons; the same one may be held several times
 * @param overrides at most one for a feature
 */
public record Holding(@Nullable HeldPlan plan, List<HeldPlan> addOns, List<FeatureOverride> overrides) {
    /** A tenant that holds nothing. */
    public static final Holding NOTHING = new Holding(null, List.of(), List.of());

    /**
     * Checks the components.
     *
     * @param plan its plan
     * @param addOns its add-ons
     * @param overrides its overrides
     * @throws IllegalArgumentException if a feature is overridden twice
     */
    public Holding {
        addOns = List.copyOf(addOns);
        overrides = List.copyOf(overrides);
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
     * @throws IllegalArgumentException if it is an add-on
     */
    public static Holding of(Plan plan) {
        if (plan.kind() != Plan.Kind.BASE) {
            throw new IllegalArgumentException("an add-on is held beside a plan: " + plan);
        }
        return new Holding(plan.held(), List.of(), List.of());
    }

    /**
     * The same, with an add-on more.
     *
     * @param addOn the add-on
     * @return the holding
     * @throws IllegalArgumentException if it is a plan
     */
    public Holding with(Plan addOn) {
        if (addOn.kind() != Plan.Kind.ADD_ON) {
            throw new IllegalArgumentException("a tenant holds one plan, and add-ons beside it: " + addOn);
        }
        List<HeldPlan> more = new java.util.ArrayList<>(addOns);
        more.add(addOn.held());
        return new Holding(plan, more, overrides);
    }
}
