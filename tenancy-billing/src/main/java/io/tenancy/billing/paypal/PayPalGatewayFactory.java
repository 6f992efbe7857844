package io.tenancy.billing.paypal;

import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayMisconfiguredException;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;

/**
 * Makes gateways to PayPal. Values: {@code clientId}, {@code clientSecret}, {@code webhookId} and, while it is changed,
 * {@code previousWebhookId}; in the sandbox also {@code trustedCertificate}, a root of one's own in PEM, for tests. Keys do not tell their
 * mode; the two modes are two hosts, and each refuses the other's keys. Stateless.
 */
public final class PayPalGatewayFactory implements GatewayFactory {
    /** For the service loader. */
    public PayPalGatewayFactory() {}

    @Override
    public String kind() {
        return "paypal";
    }

    @Override
    public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
        if (settings.mode() == GatewayMode.LIVE && settings.value("trustedCertificate") != null) {
            throw new GatewayMisconfiguredException(
                    settings.name(), "gateways." + settings.name() + ".trustedCertificate is for the sandbox only");
        }
        return new PayPalGateway(settings, parts);
    }
}
