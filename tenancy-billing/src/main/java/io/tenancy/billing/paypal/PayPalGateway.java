package io.tenancy.billing.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.RefundOrder;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.internal.KeyedHash;
import io.tenancy.billing.internal.http.GatewayCall;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * PayPal. A change of plan needs the payer's consent on a page of PayPal, so it is not declared: it is a checkout of its own. Thread-safe.
 */
final class PayPalGateway implements PaymentGateway {
    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.CHECKOUT,
            Capability.PRICES,
            Capability.RECURRING,
            Capability.TRIAL,
            Capability.CANCEL_NOW,
            Capability.PAYMENT,
            Capability.REFUND,
            Capability.PARTIAL_REFUND,
            Capability.IDEMPOTENCY_KEY,
            Capability.SIGNED_WEBHOOK);
    private static final Set<String> CURRENCIES = Set.of(
            "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "JPY", "MXN", "MYR", "NOK", "NZD",
            "PHP", "PLN", "SEK", "SGD", "THB", "USD");

    private final GatewayMode mode;
    private final GatewayProfile profile;
    private final PayPalClient client;
    private final PayPalWebhooks webhooks;
    private final Clock clock;

    PayPalGateway(GatewaySettings settings, GatewayParts parts) {
        mode = settings.mode();
        clock = parts.clock();
        profile = new GatewayProfile(settings.name(), CAPABILITIES, CURRENCIES, Set.of());
        client = new PayPalClient(settings, parts);
        webhooks = new PayPalWebhooks(
                new PayPalCertificates(settings, parts),
                settings.require("webhookId"),
                settings.value("previousWebhookId"),
                clock);
    }

    @Override
    public GatewayProfile profile() {
        return profile;
    }

    @Override
    public GatewayMode mode() {
        return mode;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public GatewayAnswer<String> ping() {
        return client.login().map(unused -> "paypal " + mode.word());
    }

    /** A product for each price, under an id of ours: so its plan is found again. */
    @Override
    public GatewayAnswer<String> publishPrice(PlanPrice price, OperationKey key) {
        byte[] name = price.reference().getBytes(StandardCharsets.UTF_8);
        String product =
                "TENANCY-" + KeyedHash.hex("HmacSHA256", "product", name).substring(0, 32);
        GatewayAnswer<JsonNode> plans = client.get("/v1/billing/plans?page_size=20&product_id=" + product);
        if (plans instanceof GatewayAnswer.Refused<JsonNode> no && no.reason() == Reason.NOT_FOUND) {
            return create(price, product, key);
        }
        return plans.then(found -> {
            for (JsonNode plan : found.path("plans")) {
                if (plan.path("name").asText().equals(price.reference())
                        && plan.path("status").asText("ACTIVE").equals("ACTIVE")) {
                    return GatewayAnswer.done(plan.required("id").asText());
                }
            }
            return create(price, product, key);
        });
    }

    private GatewayAnswer<String> create(PlanPrice price, String product, OperationKey key) {
        ObjectNode body = object().put("id", product).put("name", price.plan()).put("type", "SERVICE");
        GatewayAnswer<JsonNode> made = client.post("/v1/catalogs/products", body, key.text() + ":p");
        boolean there =
                made instanceof GatewayAnswer.Refused<JsonNode> no && no.code().contains("DUPLICATE");
        return (there ? GatewayAnswer.done(body) : made)
                .then(unused -> GatewayHttp.read(
                        client.post("/v1/billing/plans", plan(price, product), key.text()),
                        true,
                        plan -> plan.required("id").asText()));
    }

    private static ObjectNode plan(PlanPrice price, String product) {
        ObjectNode plan = object().put("product_id", product).put("name", price.reference());
        plan.put("status", "ACTIVE").put("quantity_supported", true);
        ObjectNode cycle = plan.putArray("billing_cycles").addObject();
        cycle.put("tenure_type", "REGULAR").put("sequence", 1).put("total_cycles", 0);
        cycle.putObject("frequency")
                .put("interval_unit", price.interval().unit().name())
                .put("interval_count", price.interval().count());
        cycle.putObject("pricing_scheme")
                .putObject("fixed_price")
                .put("value", price.amount().toDecimal().toPlainString())
                .put("currency_code", price.amount().currency().getCurrencyCode());
        plan.putObject("payment_preferences").put("auto_bill_outstanding", true).put("payment_failure_threshold", 3);
        return plan;
    }

    @Override
    public GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        ObjectNode body = object().put("plan_id", order.priceId()).put("quantity", Long.toString(order.quantity()));
        body.put("custom_id", key.text());
        body.putObject("subscriber").put("email_address", order.email());
        body.putObject("application_context")
                .put("return_url", order.success().toString())
                .put("cancel_url", order.cancel().toString())
                .put("user_action", "SUBSCRIBE_NOW");
        if (order.trialDays() > 0) {
            Duration trial = Duration.ofDays(order.trialDays());
            body.put("start_time", clock.instant().plus(trial).toString());
        }
        return GatewayHttp.read(client.post("/v1/billing/subscriptions", body, key.text()), true, made -> {
            for (JsonNode link : made.path("links")) {
                if (link.path("rel").asText().equals("approve")) {
                    return new CheckoutPage(
                            made.required("id").asText(),
                            SecretUrl.of(link.required("href").asText()),
                            null);
                }
            }
            throw new IllegalStateException("no page");
        });
    }

    @Override
    public GatewayAnswer<ProviderSubscription> subscription(String id) {
        return GatewayHttp.read(
                client.get(path(id) + "?fields=plan"), false, it -> PayPalSnapshots.subscription(it, clock.instant()));
    }

    private static String path(String id) {
        return "/v1/billing/subscriptions/" + GatewayCall.part(id);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> cancel(String id, CancelWhen when, OperationKey key) {
        return when == CancelWhen.NOW
                ? client.post(path(id) + "/cancel", object().put("reason", "cancelled"), key.text())
                        .then(unused -> GatewayHttp.laterStep(subscription(id)))
                : GatewayAnswer.unsupported(Capability.CANCEL_AT_PERIOD_END);
    }

    @Override
    public GatewayAnswer<ProviderPayment> payment(String id) {
        return GatewayHttp.read(client.get("/v1/payments/sale/" + GatewayCall.part(id)), false, PayPalSnapshots::sale);
    }

    @Override
    public GatewayAnswer<ProviderRefund> refund(RefundOrder order, OperationKey key) {
        ObjectNode body = object();
        Money part = order.amount();
        if (part != null) {
            body.putObject("amount")
                    .put("total", part.toDecimal().toPlainString())
                    .put("currency", part.currency().getCurrencyCode());
        }
        return GatewayHttp.read(
                client.post("/v1/payments/sale/" + GatewayCall.part(order.paymentId()) + "/refund", body, key.text()),
                true,
                PayPalSnapshots::refund);
    }

    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return webhooks.verify(request);
    }

    @Override
    public String toString() {
        return "PayPalGateway[" + profile.name() + ", " + mode + "]";
    }
}
