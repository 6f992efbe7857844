package io.tenancy.billing.nowpayments;

import io.tenancy.billing.GatewayBench;
import io.tenancy.billing.GatewayConformance;

/** Issue 5, line 1. */
class NowPaymentsConformanceTest extends GatewayConformance {
    @Override
    protected GatewayBench bench() {
        return new NowPaymentsBench();
    }
}
