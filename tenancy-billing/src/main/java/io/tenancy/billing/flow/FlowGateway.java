package io.tenancy.billing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenancy.billing.CancelWhen;
import io.tenancy.billing.Capability;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewayProfile;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanChange;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.RefundOrder;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flow. Thread-safe. */
final class FlowGateway implements PaymentGateway {
    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.CHECKOUT,
            Capability.PRICES,
            Capability.RECURRING,
            Capability.TRIAL,
            Capability.TRIAL_EXTENSION,
            Capability.PLAN_CHANGE,
            Capability.CANCEL_AT_PERIOD_END,
            Capability.CANCEL_NOW,
            Capability.PAYMENT,
            Capability.REFUND,
            Capability.PARTIAL_REFUND,
            Capability.FIND_BY_KEY);

    private final GatewayMode mode;
    private final GatewayProfile profile;
    private final FlowClient client;
    private final FlowCheckouts checkouts;
    private final FlowCallbacks callbacks;
    private final String webhookUrl;

    FlowGateway(GatewaySettings settings, GatewayParts parts) {
        mode = settings.mode();
        profile = new GatewayProfile(settings.name(), CAPABILITIES, Set.of("CLP"), Set.of("CL"));
        client = new FlowClient(settings, parts);
        checkouts = new FlowCheckouts(client);
        callbacks = new FlowCallbacks(parts.clock());
        webhookUrl = settings.require("webhookUrl");
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
        return client.get("/plans/list", Map.of("limit", "1")).map(unused -> "flow " + mode.word());
    }

    @Override
    public GatewayAnswer<String> publishPrice(PlanPrice price, OperationKey key) {
        String id = price.reference();
        GatewayAnswer<JsonNode> known = client.get("/plans/get", Map.of("planId", id));
        if (known instanceof GatewayAnswer.Refused<JsonNode> refused && refused.reason() == Reason.NOT_FOUND) {
            return client.post(
                            "/plans/create",
                            Map.of(
                                    "planId", id,
                                    "name", price.plan() + " " + price.version(),
                                    "currency", price.amount().currency().getCurrencyCode(),
                                    "amount", price.amount().toDecimal().toPlainString(),
                                    "interval",
                                            FlowSnapshots.number(
                                                    price.interval().unit()),
                                    "interval_count",
                                            Integer.toString(price.interval().count()),
                                    "urlCallback", webhookUrl))
                    .map(unused -> id);
        }
        return GatewayHttp.read(known, false, FlowSnapshots::money)
                .then(amount -> amount.equals(price.amount())
                        ? GatewayAnswer.done(id)
                        : new GatewayAnswer.Refused<>(Reason.CONFLICT, "price_has_another_amount"));
    }

    @Override
    public GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        return checkouts.open(order, key);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> subscription(String id) {
        return client.get("/subscription/get", Map.of("subscriptionId", id)).then(this::complete);
    }

    /** The price stands with the plan, and our reference with the customer. */
    private GatewayAnswer<ProviderSubscription> complete(JsonNode it) {
        return client.get("/plans/get", Map.of("planId", it.path("planId").asText()))
                .then(plan -> GatewayHttp.read(
                        client.get(
                                "/customer/get",
                                Map.of("customerId", it.path("customerId").asText())),
                        false,
                        customer -> FlowSnapshots.subscription(it, plan, customer)));
    }

    private GatewayAnswer<ProviderSubscription> changed(String path, Map<String, String> values, String id) {
        return client.post(path, values).then(unused -> GatewayHttp.laterStep(subscription(id)));
    }

    @Override
    public GatewayAnswer<ProviderSubscription> changePlan(PlanChange change, OperationKey key) {
        if (change.when() != PlanChange.When.NOW) {
            return GatewayAnswer.unsupported(Capability.SCHEDULED_CHANGE);
        } else if (change.quantity() != 1) {
            return new GatewayAnswer.Refused<>(Reason.REQUEST, "quantity_not_supported");
        }
        String id = change.subscriptionId();
        return changed("/subscription/changePlan", Map.of("subscriptionId", id, "newPlanId", change.priceId()), id);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> cancel(String id, CancelWhen when, OperationKey key) {
        String atEnd = when == CancelWhen.PERIOD_END ? "1" : "0";
        return changed("/subscription/cancel", Map.of("subscriptionId", id, "at_period_end", atEnd), id);
    }

    /** Flow counts days from the beginning: the trial ends on the first day that is not before the wanted instant. */
    @Override
    public GatewayAnswer<ProviderSubscription> extendTrial(String id, Instant until, OperationKey key) {
        return subscription(id).then(now -> {
            Instant start = now.periodStart();
            if (start == null) {
                return new GatewayAnswer.Refused<>(Reason.CONFLICT, "not_begun");
            }
            long days = Duration.between(start, until).plusDays(1).minusNanos(1).toDays();
            return changed(
                    "/subscription/changeTrial",
                    Map.of("subscriptionId", id, "trial_period_days", Long.toString(days)),
                    id);
        });
    }

    @Override
    public GatewayAnswer<ProviderPayment> payment(String id) {
        return GatewayHttp.read(status(id), false, FlowSnapshots::payment);
    }

    private GatewayAnswer<JsonNode> status(String id) {
        return id.matches("[0-9]{1,18}")
                ? client.get("/payment/getStatusByFlowOrder", Map.of("flowOrder", id))
                : client.get("/payment/getStatus", Map.of("token", id));
    }

    @Override
    public GatewayAnswer<ProviderRefund> refund(RefundOrder order, OperationKey key) {
        return status(order.paymentId()).then(paid -> {
            Money part = order.amount();
            Money amount = part == null ? FlowSnapshots.money(paid) : part;
            Map<String, String> values = Map.of(
                    "refundCommerceOrder", key.id().toString(),
                    "receiverEmail",
                            order.email().isEmpty() ? paid.path("payer").asText() : order.email(),
                    "amount", amount.toDecimal().toPlainString(),
                    "urlCallBack", webhookUrl + (webhookUrl.contains("?") ? "&" : "?") + FlowCallbacks.OF_REFUND,
                    "flowTrxId", paid.path("flowOrder").asText());
            return GatewayHttp.read(
                    client.post("/refund/create", values), true, body -> FlowSnapshots.refund(body, amount));
        });
    }

    @Override
    public GatewayAnswer<Optional<String>> find(MadeObject kind, OperationKey key, String within) {
        return kind == MadeObject.CHECKOUT ? checkouts.find(key) : GatewayAnswer.unsupported(Capability.FIND_BY_KEY);
    }

    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return callbacks.verify(request);
    }

    @Override
    public String toString() {
        return "FlowGateway[" + profile.name() + ", " + mode + "]";
    }
}
