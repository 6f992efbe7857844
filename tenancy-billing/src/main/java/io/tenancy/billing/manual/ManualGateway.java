package io.tenancy.billing.manual;

import io.tenancy.billing.Capability;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayProfile;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import java.util.Set;

/** Invoices outside: prices have names, and everything else is an operator's word. Thread-safe. */
final class ManualGateway implements PaymentGateway {
    private final GatewayProfile profile;
    private final GatewayMode mode;

    ManualGateway(String name, GatewayMode mode) {
        this.profile = new GatewayProfile(name, Set.of(Capability.PRICES), Set.of(), Set.of());
        this.mode = mode;
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
        return GatewayAnswer.done("invoices outside");
    }

    @Override
    public GatewayAnswer<String> publishPrice(PlanPrice price, OperationKey key) {
        return GatewayAnswer.done(price.reference());
    }

    /** Nobody sends any. */
    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return WebhookVerdict.rejected(WebhookVerdict.Why.UNSIGNED);
    }
}
