package io.tenancy.entitlement;

import io.tenancy.entitlement.Entitlement.Source;
import io.tenancy.entitlement.FeatureValue.Amount;
import io.tenancy.entitlement.FeatureValue.Choice;
import io.tenancy.entitlement.FeatureValue.Switch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which of the things that a tenant holds decides on a feature. */
final class Decision {
    private Decision() {}

    static Entitlement on(Feature feature, Holding holding, Instant at) {
        for (FeatureOverride override : holding.overrides()) {
            if (override.feature().equals(feature.key()) && !override.isOver(at)) {
                return new Entitlement(
                        feature,
                        fitting(feature, override.value(), "an override"),
                        Source.OVERRIDE,
                        List.of("override: " + override.reason()),
                        override.until());
            }
        }
        return held(feature, holding);
    }

    private static Entitlement held(Feature feature, Holding holding) {
        List<String> because = new ArrayList<>();
        FeatureValue value = feature.denied();
        Source source = Source.DEFAULT;
        HeldPlan plan = holding.plan();
        FeatureValue planned = plan == null ? null : plan.value(feature.key());
        if (plan != null && planned != null) {
            value = fitting(feature, planned, plan.toString());
            source = Source.PLAN;
            because.add(plan.toString());
        }
        for (HeldPlan addOn : holding.addOns()) {
            FeatureValue more = addOn.value(feature.key());
            if (more != null) {
                value = together(feature, value, fitting(feature, more, addOn.toString()));
                source = Source.ADD_ON;
                because.add(addOn.toString());
            }
        }
        return new Entitlement(feature, value, source, because, null);
    }

    private static FeatureValue fitting(Feature feature, FeatureValue value, String source) {
        try {
            return feature.require(value);
        } catch (IllegalArgumentException e) {
            throw new FeatureMismatchException(feature, source, e);
        }
    }

    private static FeatureValue together(Feature feature, FeatureValue one, FeatureValue other) {
        if (one instanceof Switch a && other instanceof Switch b) {
            return a.on() ? a : b;
        }
        if (one instanceof Amount a && other instanceof Amount b) {
            return new Amount(a.limit().plus(b.limit()));
        }
        return rank(feature, one) >= rank(feature, other) ? one : other;
    }

    private static int rank(Feature feature, FeatureValue value) {
        return value instanceof Choice choice ? feature.options().indexOf(choice.option()) : -1;
    }
}
