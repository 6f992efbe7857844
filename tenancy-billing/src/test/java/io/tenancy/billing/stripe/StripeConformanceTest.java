package io.tenancy.billing.stripe;

import io.tenancy.billing.GatewayBench;
import io.tenancy.billing.GatewayConformance;

/** Issue 5, line 1. */
class StripeConformanceTest extends GatewayConformance {
    @Override
    protected GatewayBench bench() {
        return new StripeBench();
    }
}
