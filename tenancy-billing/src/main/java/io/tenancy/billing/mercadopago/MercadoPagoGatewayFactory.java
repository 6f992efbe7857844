package io.tenancy.billing.mercadopago;

import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayMisconfiguredException;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;

/**
 * Makes gateways to Mercado Pago. Values: {@code accessToken}, {@code webhookSecret} and, while it is changed,
 * {@code previousWebhookSecret}. Tokens that begin with {@code TEST-} are of the sandbox and refused in live mode; test users have tokens
 * that look like live ones, so the sandbox takes both. Stateless.
 */
public final class MercadoPagoGatewayFactory implements GatewayFactory {
    /** For the service loader. */
    public MercadoPagoGatewayFactory() {}

    @Override
    public String kind() {
        return "mercadopago";
    }

    @Override
    public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
        if (settings.mode() == GatewayMode.LIVE
                && settings.require("accessToken").startsWith("TEST-")) {
            throw new GatewayMisconfiguredException(
                    settings.name(),
                    "gateways." + settings.name() + ".accessToken is of the sandbox, the mode is live");
        }
        return new MercadoPagoGateway(settings, parts);
    }
}
