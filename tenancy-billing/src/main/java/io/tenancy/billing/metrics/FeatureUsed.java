package io.tenancy.billing.metrics;

import java.time.Instant;

/**
 * A customer used a feature. Immutable.
 *
 * @param customer who
 * @param feature the feature's key
 * @param at when
 */
public record FeatureUsed(String customer, String feature, Instant at) implements BillingFact {}
