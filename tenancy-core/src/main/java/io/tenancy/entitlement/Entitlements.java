package io.tenancy.entitlement;

import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import io.tenancy.internal.Printable;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has, of every feature the application declares, at one instant. An override decides alone; else add-ons add to what
 * the plan says; else the plan; else nothing is had. Pure look-ups on a snapshot: no query, no lock. Immutable and thread-safe; made
 * anew when the tenant's holding changes, and at {@link #validUntil()}.
 *
 * <pre>{@code
 * entitlements.require("sms_reminders");                           // throws FeatureNotInPlanException
 * if (!entitlements.limit("users").allows(seats, 1)) { .. }
 * }</pre>
 *
 * <p>Asking for a feature that the application does not declare is a defect of the application: {@link IllegalArgumentException}.
 */
public final class Entitlements {
    private final @Nullable HeldPlan plan;
    private final Map<String, Entitlement> byFeature;
    private final @Nullable Instant validUntil;

    private Entitlements(@Nullable HeldPlan plan, Map<String, Entitlement> byFeature, @Nullable Instant validUntil) {
        this.plan = plan;
        this.byFeature = byFeature;
        this.validUntil = validUntil;
    }

    /**
     * Works out what a holding gives.
     *
     * @param features what the application declares. What plans and overrides say about other features is passed over: those were
     *     declared when they were published
     * @param holding what the tenant holds
     * @param at the instant; overrides that have ended by then count no more
     * @return the snapshot
     * @throws FeatureMismatchException if something that is held does not fit its feature's type
     */
    public static Entitlements of(Collection<Feature> features, Holding holding, Instant at) {
        Map<String, Entitlement> byFeature = new LinkedHashMap<>();
        features.forEach(feature -> byFeature.put(feature.key(), Decision.on(feature, holding, at)));
        Instant validUntil = holding.overrides().stream()
                .filter(override -> !override.isOver(at))
                .map(FeatureOverride::until)
                .filter(until -> until != null)
                .min(Instant::compareTo)
                .orElse(null);
        return new Entitlements(holding.plan(), byFeature, validUntil);
    }

    /**
     * The plan that the tenant holds.
     *
     * @return the version it was given, or null if it holds none
     */
    public @Nullable HeldPlan plan() {
        return plan;
    }

    /**
     * When this stops being true by itself.
     *
     * @return the first end of an override; null for never
     */
    public @Nullable Instant validUntil() {
        return validUntil;
    }

    /**
     * Whether the tenant has any of it: the switch is on, the limit is more than 0, an option is chosen.
     *
     * @param feature the feature's key
     * @return true if it has
     */
    public boolean has(String feature) {
        FeatureValue value = explain(feature).value();
        return value instanceof Switch on
                ? on.on()
                : value instanceof Amount amount
                        ? amount.limit().compareTo(Limit.NONE) > 0
                        : !value.equals(Choice.NONE);
    }

    /**
     * Insists that the tenant {@linkplain #has has} it.
     *
     * @param feature the feature's key
     * @throws FeatureNotInPlanException if it has not
     */
    public void require(String feature) {
        if (!has(feature)) {
            throw new FeatureNotInPlanException(explain(feature));
        }
    }

    /**
     * How much of it the tenant may have.
     *
     * @param feature the key of a feature that is counted or measured
     * @return the limit
     * @throws IllegalArgumentException if the feature has no amount
     */
    public Limit limit(String feature) {
        if (explain(feature).value() instanceof Amount amount) {
            return amount.limit();
        }
        throw new IllegalArgumentException("feature " + feature + " is neither integer nor size");
    }

    /**
     * Which option the tenant has.
     *
     * @param feature the key of a feature that is one of a list
     * @return the option; empty for none
     * @throws IllegalArgumentException if the feature has no options
     */
    public String choice(String feature) {
        if (explain(feature).value() instanceof Choice choice) {
            return choice.option();
        }
        throw new IllegalArgumentException("feature " + feature + " is no choice");
    }

    /**
     * What the tenant has, and what decided it.
     *
     * @param feature the feature's key
     * @return value and source
     * @throws IllegalArgumentException if the application declares no such feature
     */
    public Entitlement explain(String feature) {
        Entitlement found = byFeature.get(feature);
        if (found == null) {
            throw new IllegalArgumentException("the application declares no feature " + Printable.word(feature));
        }
        return found;
    }

    /**
     * All of them.
     *
     * @return one for every declared feature, in their order; unmodifiable
     */
    public Collection<Entitlement> all() {
        return Collections.unmodifiableCollection(byFeature.values());
    }
}
