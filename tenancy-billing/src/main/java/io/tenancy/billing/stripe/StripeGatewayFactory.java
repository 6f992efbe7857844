package io.tenancy.billing.stripe;

import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayMisconfiguredException;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;

/**
 * Makes gateways to Stripe. Values: {@code secretKey} (sk_ or rk_, of the gateway's mode), {@code webhookSecret} and, while it is changed,
 * {@code previousWebhookSecret}; {@code missingPaymentMethod}: cancel (if absent) or pause, when a trial ends without a card. Stateless.
 */
public final class StripeGatewayFactory implements GatewayFactory {
    /** For the service loader. */
    public StripeGatewayFactory() {}

    @Override
    public String kind() {
        return "stripe";
    }

    @Override
    public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
        String key = settings.require("secretKey");
        String wanted = settings.mode() == GatewayMode.LIVE ? "_live_" : "_test_";
        if (!key.startsWith("sk" + wanted) && !key.startsWith("rk" + wanted)) {
            throw new GatewayMisconfiguredException(
                    settings.name(),
                    "gateways." + settings.name() + ".secretKey is no key of Stripe's "
                            + settings.mode().word() + " mode: it begins with sk" + wanted + " or rk" + wanted);
        }
        String secret = settings.require("webhookSecret");
        if (!secret.startsWith("whsec_")) {
            throw new GatewayMisconfiguredException(
                    settings.name(), "gateways." + settings.name() + ".webhookSecret begins with whsec_");
        }
        return new StripeGateway(settings, parts);
    }
}
