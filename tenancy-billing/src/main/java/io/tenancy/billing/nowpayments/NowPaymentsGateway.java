package io.tenancy.billing.nowpayments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.billing.Capability;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewayProfile;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderPayment.Status;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.internal.http.GatewayCall;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** NOWPayments: invoices in an ordinary currency, paid in a crypto-currency. Thread-safe. */
final class NowPaymentsGateway implements PaymentGateway {
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.CHECKOUT, Capability.PAYMENT, Capability.SIGNED_WEBHOOK);
    private static final Set<String> CURRENCIES = Set.of("USD", "EUR", "GBP");

    private final GatewayMode mode;
    private final GatewayProfile profile;
    private final GatewayHttp http;
    private final String apiKey;
    private final NowPaymentsWebhooks webhooks;

    NowPaymentsGateway(GatewaySettings settings, GatewayParts parts) {
        mode = settings.mode();
        profile = new GatewayProfile(settings.name(), CAPABILITIES, CURRENCIES, Set.of());
        String host = mode == GatewayMode.LIVE ? "api" : "api-sandbox";
        http = new GatewayHttp(
                settings, parts, URI.create("https://" + host + ".nowpayments.io"), "/code", GatewayHttp::reason);
        apiKey = settings.require("apiKey");
        webhooks = new NowPaymentsWebhooks(
                settings.require("ipnSecret"), settings.value("previousIpnSecret"), parts.clock());
    }

    @Override
    public GatewayProfile profile() {
        return profile;
    }

    @Override
    public GatewayMode mode() {
        return mode;
    }

    private GatewayAnswer<JsonNode> send(GatewayCall call) {
        return http.send(call.header("x-api-key", apiKey));
    }

    /** The list of currencies, because the status of the service needs no key. */
    @Override
    public GatewayAnswer<String> ping() {
        return send(GatewayCall.get("/v1/merchant/coins")).map(unused -> "nowpayments " + mode.word());
    }

    @Override
    public GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        if (order.trialDays() > 0) {
            return GatewayAnswer.unsupported(Capability.TRIAL);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("price_amount", order.total().toDecimal());
        body.put("price_currency", order.total().currency().getCurrencyCode().toLowerCase(Locale.ROOT));
        body.put("order_id", key.text());
        body.put("success_url", order.success().toString());
        body.put("cancel_url", order.cancel().toString());
        URI events = order.events();
        if (events != null) {
            body.put("ipn_callback_url", events.toString());
        }
        return GatewayHttp.read(
                send(GatewayCall.json("POST", "/v1/invoice", body)),
                true,
                made -> new CheckoutPage(
                        made.required("id").asText(),
                        SecretUrl.of(made.required("invoice_url").asText()),
                        null));
    }

    @Override
    public GatewayAnswer<ProviderPayment> payment(String id) {
        return GatewayHttp.read(
                send(GatewayCall.get("/v1/payment/" + GatewayCall.part(id))), false, NowPaymentsGateway::payment);
    }

    /** Only finished gives anything: a payment that came in part does not. */
    private static ProviderPayment payment(JsonNode it) {
        Currency currency =
                Currency.getInstance(it.required("price_currency").asText().toUpperCase(Locale.ROOT));
        BigDecimal price = new BigDecimal(it.required("price_amount").asText());
        Money amount = Money.ofDecimal(
                price.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY), currency);
        String raw = it.required("payment_status").asText();
        return new ProviderPayment(
                it.required("payment_id").asText(),
                switch (raw) {
                    case "waiting" -> Status.PENDING;
                    case "confirming", "confirmed", "sending" -> Status.PROCESSING;
                    case "finished" -> Status.PAID;
                    case "partially_paid" -> Status.PARTIAL;
                    case "failed" -> Status.FAILED;
                    case "refunded" -> Status.REFUNDED;
                    case "expired" -> Status.EXPIRED;
                    default -> Status.UNRECOGNIZED;
                },
                raw,
                amount,
                raw.equals("refunded") ? amount : new Money(0, currency),
                null,
                OperationKey.parse(it.path("order_id").asText())
                        .map(OperationKey::text)
                        .orElse(null));
    }

    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return webhooks.verify(request);
    }

    @Override
    public String toString() {
        return "NowPaymentsGateway[" + profile.name() + ", " + mode + "]";
    }
}
