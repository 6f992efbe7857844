package io.tenancy.billing.mercadopago;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.billing.BillingInterval;
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
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.RefundOrder;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.internal.http.GatewayCall;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.net.URI;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;

/** Mercado Pago: subscriptions without a plan of its own (preapproval), so the price goes with each. Thread-safe. */
final class MercadoPagoGateway implements PaymentGateway {
    /** Before the id of a charge of a subscription, which is not that of a payment. */
    static final String AUTHORIZED = "authorized:";

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.CHECKOUT,
            Capability.RECURRING,
            Capability.TRIAL,
            Capability.PLAN_CHANGE,
            Capability.CANCEL_NOW,
            Capability.PAYMENT,
            Capability.REFUND,
            Capability.PARTIAL_REFUND,
            Capability.IDEMPOTENCY_KEY,
            Capability.FIND_BY_KEY,
            Capability.SIGNED_WEBHOOK);
    private static final Set<String> CURRENCIES = Set.of("ARS", "BRL", "CLP", "COP", "MXN", "PEN", "UYU");
    private static final Set<String> COUNTRIES = Set.of("AR", "BR", "CL", "CO", "MX", "PE", "UY");

    private final GatewayMode mode;
    private final GatewayProfile profile;
    private final GatewayHttp http;
    private final String authorization;
    private final MercadoPagoWebhooks webhooks;
    private final Clock clock;

    MercadoPagoGateway(GatewaySettings settings, GatewayParts parts) {
        mode = settings.mode();
        clock = parts.clock();
        profile = new GatewayProfile(settings.name(), CAPABILITIES, CURRENCIES, COUNTRIES);
        http = new GatewayHttp(
                settings, parts, URI.create("https://api.mercadopago.com"), "/error", GatewayHttp::reason);
        authorization = "Bearer " + settings.require("accessToken");
        webhooks = new MercadoPagoWebhooks(
                settings.require("webhookSecret"), settings.value("previousWebhookSecret"), clock);
    }

    @Override
    public GatewayProfile profile() {
        return profile;
    }

    @Override
    public GatewayMode mode() {
        return mode;
    }

    private GatewayAnswer<JsonNode> ask(String path) {
        return http.send(GatewayCall.get(path).header("Authorization", authorization));
    }

    private GatewayAnswer<JsonNode> change(String method, String path, ObjectNode body, OperationKey key) {
        return http.send(GatewayCall.json(method, path, body)
                .header("Authorization", authorization)
                .header("X-Idempotency-Key", key.text()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public GatewayAnswer<String> ping() {
        return ask("/users/me").map(unused -> "mercadopago " + mode.word());
    }

    @Override
    public GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        ObjectNode body = object();
        body.put("reason", MercadoPagoSnapshots.reason(order.priceId(), order.quantity()));
        body.put("external_reference", key.text()).put("payer_email", order.email());
        body.put("back_url", order.success().toString()).put("status", "pending");
        ObjectNode terms = body.putObject("auto_recurring");
        interval(terms, order.price().interval());
        amount(terms, order.total());
        if (order.trialDays() > 0) {
            terms.putObject("free_trial").put("frequency", order.trialDays()).put("frequency_type", "days");
        }
        return GatewayHttp.read(
                change("POST", "/preapproval", body, key),
                true,
                made -> new CheckoutPage(
                        made.required("id").asText(),
                        SecretUrl.of(made.required("init_point").asText()),
                        null));
    }

    private static void amount(ObjectNode terms, Money amount) {
        terms.put("transaction_amount", amount.toDecimal());
        terms.put("currency_id", amount.currency().getCurrencyCode());
    }

    private static void interval(ObjectNode terms, BillingInterval interval) {
        int count = interval.count();
        switch (interval.unit()) {
            case DAY -> terms.put("frequency", count).put("frequency_type", "days");
            case WEEK -> terms.put("frequency", 7 * count).put("frequency_type", "days");
            case MONTH -> terms.put("frequency", count).put("frequency_type", "months");
            case YEAR -> terms.put("frequency", 12 * count).put("frequency_type", "months");
        }
    }

    @Override
    public GatewayAnswer<ProviderSubscription> subscription(String id) {
        return ask("/preapproval/" + GatewayCall.part(id))
                .then(it -> GatewayHttp.read(
                        ask("/authorized_payments/search?preapproval_id=" + GatewayCall.part(id)),
                        false,
                        charges -> MercadoPagoSnapshots.subscription(
                                it, latest(charges.path("results")), clock.instant())));
    }

    private static JsonNode latest(JsonNode charges) {
        JsonNode latest = object();
        for (JsonNode charge : charges) {
            if (charge.path("id").asLong() > latest.path("id").asLong()
                    && !charge.path("status").asText().equals("scheduled")) {
                latest = charge;
            }
        }
        return latest;
    }

    /** The new amount is that of the next charge; nothing is charged for the rest of the period. */
    @Override
    public GatewayAnswer<ProviderSubscription> changePlan(PlanChange change, OperationKey key) {
        if (change.when() != PlanChange.When.NOW) {
            return GatewayAnswer.unsupported(Capability.SCHEDULED_CHANGE);
        }
        String id = change.subscriptionId();
        return subscription(id).then(now -> {
            ObjectNode wanted = object();
            interval(wanted, change.price().interval());
            if (!MercadoPagoSnapshots.interval(wanted).equals(now.interval())) {
                return new GatewayAnswer.Refused<>(Reason.REQUEST, "interval_cannot_change");
            }
            ObjectNode body = object();
            body.put("reason", MercadoPagoSnapshots.reason(change.priceId(), change.quantity()));
            amount(body.putObject("auto_recurring"), change.price().amount().times(change.quantity()));
            return update(id, body, key);
        });
    }

    @Override
    public GatewayAnswer<ProviderSubscription> cancel(String id, CancelWhen when, OperationKey key) {
        return when == CancelWhen.NOW
                ? update(id, object().put("status", "cancelled"), key)
                : GatewayAnswer.unsupported(Capability.CANCEL_AT_PERIOD_END);
    }

    private GatewayAnswer<ProviderSubscription> update(String id, ObjectNode body, OperationKey key) {
        return change("PUT", "/preapproval/" + GatewayCall.part(id), body, key)
                .then(unused -> GatewayHttp.laterStep(subscription(id)));
    }

    @Override
    public GatewayAnswer<ProviderPayment> payment(String id) {
        return id.startsWith(AUTHORIZED)
                ? GatewayHttp.read(
                        ask("/authorized_payments/" + GatewayCall.part(id.substring(AUTHORIZED.length()))),
                        false,
                        MercadoPagoSnapshots::charge)
                : GatewayHttp.read(ask("/v1/payments/" + GatewayCall.part(id)), false, MercadoPagoSnapshots::payment);
    }

    @Override
    public GatewayAnswer<ProviderRefund> refund(RefundOrder order, OperationKey key) {
        String path = "/v1/payments/" + GatewayCall.part(order.paymentId());
        Money part = order.amount();
        ObjectNode body = part == null ? object() : object().put("amount", part.toDecimal());
        // The refund does not say its currency.
        return ask(path)
                .then(paid -> GatewayHttp.read(
                        change("POST", path + "/refunds", body, key),
                        true,
                        made -> MercadoPagoSnapshots.refund(
                                made,
                                Currency.getInstance(paid.path("currency_id").asText()))));
    }

    @Override
    public GatewayAnswer<Optional<String>> find(MadeObject kind, OperationKey key, String within) {
        if (kind != MadeObject.CHECKOUT && kind != MadeObject.SUBSCRIPTION) {
            return GatewayAnswer.unsupported(Capability.FIND_BY_KEY);
        }
        return ask("/preapproval/search?external_reference=" + GatewayCall.part(key.text()))
                .map(found -> {
                    for (JsonNode it : found.path("results")) {
                        if (it.path("external_reference").asText().equals(key.text())) {
                            return Optional.of(it.path("id").asText());
                        }
                    }
                    return Optional.empty();
                });
    }

    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return webhooks.verify(request);
    }

    @Override
    public String toString() {
        return "MercadoPagoGateway[" + profile.name() + ", " + mode + "]";
    }
}
