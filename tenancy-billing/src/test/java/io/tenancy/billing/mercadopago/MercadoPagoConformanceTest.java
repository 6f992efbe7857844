package io.tenancy.billing.mercadopago;

import io.tenancy.billing.GatewayBench;
import io.tenancy.billing.GatewayConformance;

/** Issue 5, line 1. */
class MercadoPagoConformanceTest extends GatewayConformance {
    @Override
    protected GatewayBench bench() {
        return new MercadoPagoBench();
    }
}
