package io.tenancy.billing.metrics;

import java.time.Instant;

/** Something that was so from a moment on, or that happened at a moment. The order in which facts are handed over does not matter. */
public sealed interface BillingFact permits SubscriptionFact, InvoicePaid, FeatureUsed {
    /**
     * Who pays.
     *
     * @return the tenant, or the customer at the gateway
     */
    String customer();

    /**
     * When.
     *
     * @return the moment
     */
    Instant at();
}
