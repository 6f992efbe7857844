package io.tenancy.billing.sixth;

import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayFactory;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewayProfile;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import java.util.Set;

/** A gateway that somebody else wrote: coins over the counter. */
public final class CashGateway implements PaymentGateway {
    private final GatewayProfile profile;
    private final GatewayMode mode;

    private CashGateway(GatewaySettings settings) {
        profile = new GatewayProfile(settings.name(), Set.of(), Set.of("CLP"), Set.of("CL"));
        mode = settings.mode();
    }

    /** Found by the service loader, from a jar of its own. */
    public static final class Factory implements GatewayFactory {
        @Override
        public String kind() {
            return "cash";
        }

        @Override
        public PaymentGateway open(GatewaySettings settings, GatewayParts parts) {
            return new CashGateway(settings);
        }
    }

    @Override
    public GatewayProfile profile() {
        return profile;
    }

    @Override
    public GatewayMode mode() {
        return mode;
    }

    @Override
    public GatewayAnswer<String> ping() {
        return GatewayAnswer.done("the drawer is open");
    }

    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return WebhookVerdict.rejected(WebhookVerdict.Why.UNSIGNED);
    }
}
