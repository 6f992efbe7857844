package io.tenancy.billing.flow;

import io.tenancy.billing.GatewayBench;
import io.tenancy.billing.GatewayConformance;

/** Issue 5, line 1. */
class FlowConformanceTest extends GatewayConformance {
    @Override
    protected GatewayBench bench() {
        return new FlowBench();
    }
}
