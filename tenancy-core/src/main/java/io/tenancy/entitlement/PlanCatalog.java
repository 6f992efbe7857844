package io.tenancy.entitlement;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application declares: its features, and one version of each plan that it sells now. Immutable and thread-safe.
 *
 * <pre>{@code
 * PlanCatalog catalog = PlanCatalog.of(
 *         List.of(Feature.integer("users"), Feature.flag("api_access")),
 *         List.of(starter, enterprise));
 * }</pre>
 */
public final class PlanCatalog {
    /** Nothing declared. */
    public static final PlanCatalog EMPTY = of(List.of(), List.of());

    private final Map<String, Feature> features;
    private final Map<String, Plan> plans;

    private PlanCatalog(Map<String, Feature> features, Map<String, Plan> plans) {
        this.features = features;
        this.plans = plans;
    }

    /**
     * Makes a catalogue.
     *
     * @param features the features, in the order that people see
     * @param plans the plans and add-ons, in the order that people see
     * @return the catalogue
     * @throws IllegalArgumentException if a key stands twice, or a plan says something about a feature that is not declared or of
     *     another type
     */
    public static PlanCatalog of(Collection<Feature> features, Collection<Plan> plans) {
        Map<String, Feature> known = new LinkedHashMap<>();
        for (Feature feature : features) {
            if (known.put(feature.key(), feature) != null) {
                throw new IllegalArgumentException("feature " + feature.key() + " is declared twice");
            }
        }
        Map<String, Plan> sold = new LinkedHashMap<>();
        for (Plan plan : plans) {
            if (sold.put(plan.key(), plan) != null) {
                throw new IllegalArgumentException("plan " + plan.key() + " is declared twice");
            }
            plan.values().forEach((key, value) -> {
                Feature feature = known.get(key);
                if (feature == null) {
                    throw new IllegalArgumentException("plan " + plan.key() + " names no declared feature: " + key);
                }
                feature.require(value);
            });
        }
        return new PlanCatalog(Collections.unmodifiableMap(known), Collections.unmodifiableMap(sold));
    }

    /**
     * The features.
     *
     * @return all, in their order
     */
    public Collection<Feature> features() {
        return features.values();
    }

    /**
     * The plans and add-ons.
     *
     * @return all, in their order
     */
    public Collection<Plan> plans() {
        return plans.values();
    }

    /**
     * Finds a feature.
     *
     * @param key its key
     * @return the feature, or empty
     */
    public Optional<Feature> feature(String key) {
        return Optional.ofNullable(features.get(key));
    }

    /**
     * Finds a plan or add-on.
     *
     * @param key its key
     * @return what is sold now, or empty
     */
    public Optional<Plan> plan(String key) {
        return Optional.ofNullable(plans.get(key));
    }
}
