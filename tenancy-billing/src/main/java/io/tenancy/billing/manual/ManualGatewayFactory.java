package io.tenancy.billing.manual;

import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;

/** Makes the gateway that asks nobody. Takes no values. Stateless. */
public final class ManualGatewayFactory implements GatewayFactory {
    /** For the service loader. */
    public ManualGatewayFactory() {}

    @Override
    public String kind() {
        return "manual";
    }

    @Override
    public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
        return new ManualGateway(settings.name(), settings.mode());
    }
}
