package io.tenancy.billing.paypal;

import io.tenancy.billing.GatewayBench;
import io.tenancy.billing.GatewayConformance;

/** Issue 5, line 1. */
class PayPalConformanceTest extends GatewayConformance {
    @Override
    protected GatewayBench bench() {
        return new PayPalBench();
    }
}
