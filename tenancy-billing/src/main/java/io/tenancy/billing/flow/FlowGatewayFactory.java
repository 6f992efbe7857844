package io.tenancy.billing.flow;

import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;

/**
 * Makes gateways to Flow. Values: {@code apiKey}, {@code secretKey} and {@code webhookUrl}, where Flow tells of charges. Keys do not tell
 * their mode; the two modes are two hosts, and each refuses the other's keys. Stateless.
 */
public final class FlowGatewayFactory implements GatewayFactory {
    /** For the service loader. */
    public FlowGatewayFactory() {}

    @Override
    public String kind() {
        return "flow";
    }

    @Override
    public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
        return new FlowGateway(settings, parts);
    }
}
