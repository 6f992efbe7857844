package io.tenancy.billing.nowpayments;

import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;

/**
 * Makes gateways to NOWPayments. Values: {@code apiKey}, {@code ipnSecret} and, while it is changed, {@code previousIpnSecret}. Keys do
 * not tell their mode; the two modes are two hosts, and each refuses the other's keys. Stateless.
 */
public final class NowPaymentsGatewayFactory implements GatewayFactory {
    /** For the service loader. */
    public NowPaymentsGatewayFactory() {}

    @Override
    public String kind() {
        return "nowpayments";
    }

    @Override
    public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
        return new NowPaymentsGateway(settings, parts);
    }
}
