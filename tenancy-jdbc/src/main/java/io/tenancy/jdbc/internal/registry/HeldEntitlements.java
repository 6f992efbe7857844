package io.tenancy.jdbc.internal.registry;

import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.Holding;
import java.time.Instant;
import java.util.Collection;

/** What a tenant holds, and what that gives, worked out once and again when an override ends. Thread-safe. */
final class HeldEntitlements {
    private final Collection<Feature> features;
    private final Holding holding;
    private volatile Entitlements latest;

    HeldEntitlements(Collection<Feature> features, Holding holding, Instant now) {
        this.features = features;
        this.holding = holding;
        this.latest = Entitlements.of(features, holding, now);
    }

    Entitlements at(Instant now) {
        Entitlements known = latest;
        Instant end = known.validUntil();
        if (end != null && !now.isBefore(end)) {
            known = Entitlements.of(features, holding, now);
            latest = known;
        }
        return known;
    }
}
