package io.tenancy.testing.support.provider.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.PaymentBook;
import io.tenancy.testing.support.provider.ProviderAnswer;
import io.tenancy.testing.support.provider.ProviderRefusal;
import io.tenancy.testing.support.provider.ProviderRequest;
import io.tenancy.testing.support.provider.RestFake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PayPal that keeps products, plans, subscriptions, sales and refunds. It hands out tokens that end after nine hours, replays
 * {@code PayPal-Request-Id}, follows the virtual clock, and signs its webhooks with a certificate that it also hands out. Thread-safe.
 */
public final class FakePayPal extends RestFake {
    private static final String CLIENT_ID = "clientOfTheFakePayPal";
    private static final String CLIENT_SECRET = "secretOfTheFakePayPal000000000001";
    private static final String WEBHOOK_ID = "4JH86294D6297924G";
    private static final Duration TOKEN_LIFE = Duration.ofHours(9);

    private String token = "";
    private Instant tokenEnd = Instant.MIN;

    private FakePayPal(SettableClock clock) {
        super(clock, "paypal-request-id");
    }

    /**
     * Starts one.
     *
     * @param clock the virtual time
     * @return the fake; the caller closes it
     */
    public static FakePayPal start(SettableClock clock) {
        return new FakePayPal(clock);
    }

    /**
     * Who it lets in.
     *
     * @return the client
     */
    public String clientId() {
        return CLIENT_ID;
    }

    /**
     * The client's secret.
     *
     * @return the secret
     */
    public String clientSecret() {
        return CLIENT_SECRET;
    }

    /**
     * The webhook that its events are signed for.
     *
     * @return its id
     */
    public String webhookId() {
        return WEBHOOK_ID;
    }

    /**
     * The root of the certificate that its events are signed with.
     *
     * @return in PEM
     */
    public String trustedCertificate() {
        return PayPalSigner.resource("fake-root.pem");
    }

    @Override
    protected Optional<ProviderAnswer> forAnybody(ProviderRequest request) {
        if (request.path().equals(PayPalSigner.CERTIFICATE_PATH)) {
            return Optional.of(new ProviderAnswer(200, PayPalSigner.resource("fake-certificate.pem"), Map.of()));
        }
        return request.path().equals("/v1/oauth2/token") ? Optional.of(login(request)) : Optional.empty();
    }

    private ProviderAnswer login(ProviderRequest request) {
        byte[] both = (CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8);
        if (!("Basic " + Base64.getEncoder().encodeToString(both)).equals(request.header("authorization"))) {
            throw new ProviderRefusal(401, "invalid_client", "invalid_client", "Client Authentication failed");
        }
        token = "A21AAfakeToken" + next();
        tokenEnd = clock().instant().plus(TOKEN_LIFE);
        return ProviderAnswer.ok(object().put("access_token", token).put("expires_in", TOKEN_LIFE.toSeconds()));
    }

    @Override
    protected void authorize(ProviderRequest request) {
        if (!("Bearer " + token).equals(request.header("authorization"))
                || clock().instant().isAfter(tokenEnd)) {
            throw new ProviderRefusal(401, "auth", "AUTHENTICATION_FAILURE", "Authentication failed");
        }
    }

    /** Takes the token back before its time. */
    public void revokeToken() {
        synchronized (lock) {
            token = "revoked";
        }
    }

    @Override
    protected JsonNode route(ProviderRequest request) {
        String id = request.part(3);
        String what = request.method() + " " + request.part(2) + (id.isEmpty() ? "" : " *")
                + (request.part(4).isEmpty() ? "" : " " + request.part(4));
        return switch (what) {
            case "POST products" -> product(request.json());
            case "GET plans" -> plans(request.form().path("product_id").asText());
            case "POST plans" -> plan((ObjectNode) request.json());
            case "POST subscriptions" -> said(open(request.json()));
            case "GET subscriptions *" -> said(subscriptions.require(id));
            case "POST subscriptions * cancel" -> {
                subscriptions.end(subscriptions.require(id));
                yield object();
            }
            case "GET sale *" -> PayPalWords.sale(payments.require(id));
            case "POST sale * refund" -> refund(id, request.json());
            default -> throw unknown(request);
        };
    }

    private ObjectNode said(ObjectNode it) {
        return PayPalWords.subscription(it, require("price", it.get("plan").asText()));
    }

    private ObjectNode product(JsonNode asked) {
        String id = asked.path("id").asText();
        if (all("product").stream().anyMatch(it -> it.get("id").asText().equals(id))) {
            throw new ProviderRefusal(422, "invalid", "DUPLICATE_RESOURCE_IDENTIFIER", "the product exists");
        }
        return keep("product", id, (ObjectNode) asked);
    }

    private ObjectNode plans(String productId) {
        ObjectNode unused = require("product", productId);
        ObjectNode page = object();
        ArrayNode plans = page.putArray("plans");
        all("price").stream()
                .filter(it -> it.get("product_id").asText().equals(productId))
                .forEach(plans::add);
        return page;
    }

    private ObjectNode plan(ObjectNode asked) {
        ObjectNode unused = require("product", asked.path("product_id").asText());
        JsonNode price = asked.at("/billing_cycles/0/pricing_scheme/fixed_price");
        long amount = PaymentBook.minor(
                price.path("value").asText(), price.path("currency_code").asText());
        String id = "P-FAKE" + next();
        return keep("price", id, asked.put("id", id).put("amount_of_fake", amount));
    }

    private ObjectNode open(JsonNode asked) {
        ObjectNode plan = require("price", asked.path("plan_id").asText());
        JsonNode cycle = plan.at("/billing_cycles/0");
        ObjectNode it = object().put("id", "I-FAKE" + next());
        it.put("plan", plan.get("id").asText())
                .put("reference", asked.path("custom_id").asText());
        it.put("quantity", asked.path("quantity").asText("1"));
        it.put(
                "amount",
                plan.get("amount_of_fake").asLong() * it.get("quantity").asLong());
        it.put("currency", cycle.at("/pricing_scheme/fixed_price/currency_code").asText());
        it.put("unit", cycle.at("/frequency/interval_unit").asText().toLowerCase(java.util.Locale.ROOT));
        it.put("count", cycle.at("/frequency/interval_count").asInt(1));
        if (asked.has("start_time")) {
            String start = asked.get("start_time").asText();
            it.put("start", start);
            it.put(
                    "trialDays",
                    Duration.between(clock().instant(), Instant.parse(start)).toDays());
        }
        return keep("checkout", it.get("id").asText(), subscriptions.open(it));
    }

    private ObjectNode refund(String saleId, JsonNode asked) {
        JsonNode amount = asked.path("amount");
        long part = amount.isMissingNode()
                ? 0
                : PaymentBook.minor(
                        amount.path("total").asText(), amount.path("currency").asText());
        ObjectNode made = payments.refund(saleId, part);
        ObjectNode said = object().put("id", made.get("id").asText()).put("state", "completed");
        said.set("amount", PayPalWords.amount(made));
        return said;
    }

    @Override
    protected void happened(String what, ObjectNode subscription, @Nullable ObjectNode payment) {
        switch (what) {
            case "begun" -> tell("BILLING.SUBSCRIPTION.ACTIVATED", said(subscription));
            case "paid" -> tell("PAYMENT.SALE.COMPLETED", PayPalWords.sale(java.util.Objects.requireNonNull(payment)));
            case "failed" -> tell("BILLING.SUBSCRIPTION.PAYMENT.FAILED", said(subscription));
            case "ended" -> tell("BILLING.SUBSCRIPTION.CANCELLED", said(subscription));
            default -> tell("BILLING.SUBSCRIPTION.UPDATED", said(subscription));
        }
    }

    private void tell(String type, ObjectNode resource) {
        String id = "WH-FAKE-" + next();
        ObjectNode event = object().put("id", id).put("event_type", type);
        event.put("create_time", clock().instant().toString());
        event.set("resource", resource);
        EmittedWebhook unsigned = new EmittedWebhook(
                id, type, "POST", "", Map.of(), event.toString().getBytes(StandardCharsets.UTF_8));
        emit(PayPalSigner.sign(unsigned, clock().instant(), WEBHOOK_ID));
    }

    @Override
    protected EmittedWebhook sent(EmittedWebhook webhook) {
        return PayPalSigner.sign(webhook, clock().instant(), WEBHOOK_ID);
    }

    @Override
    public String completeCheckout(String checkoutId) {
        synchronized (lock) {
            subscriptions.begin(subscriptions.require(checkoutId));
            return checkoutId;
        }
    }

    @Override
    protected ProviderAnswer refusal(int status, String type, String code, String message) {
        return ProviderAnswer.of(status, object().put("name", code).put("message", message));
    }

    @Override
    public EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret) {
        return PayPalSigner.sign(webhook, at, secret);
    }
}
