package io.tenancy.billing.manual;

import io.tenancy.billing.GatewayBench;
import io.tenancy.billing.GatewayConformance;

/** Issue 5, line 1. */
class ManualConformanceTest extends GatewayConformance {
    @Override
    protected GatewayBench bench() {
        return new ManualBench();
    }
}
