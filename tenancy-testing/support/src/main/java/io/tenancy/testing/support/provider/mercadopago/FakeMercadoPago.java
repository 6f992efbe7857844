package io.tenancy.testing.support.provider.mercadopago;

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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Mercado Pago that keeps preapprovals with trials and dunning, payments and refunds. It replays {@code X-Idempotency-Key} for a day,
 * takes whole pesos of Chile only, counts versions, follows the virtual clock and signs its webhooks. Thread-safe.
 */
public final class FakeMercadoPago extends RestFake {
    private static final String ACCESS_TOKEN = "TEST-fakeOfMercadoPago-000000000000";
    private static final String WEBHOOK_SECRET = "secretOfTheFakeMercadoPago00000000";

    private FakeMercadoPago(SettableClock clock) {
        super(clock, "x-idempotency-key");
    }

    /**
     * Starts one.
     *
     * @param clock the virtual time
     * @return the fake; the caller closes it
     */
    public static FakeMercadoPago start(SettableClock clock) {
        return new FakeMercadoPago(clock);
    }

    /**
     * The token that it lets in.
     *
     * @return a test token
     */
    public String accessToken() {
        return ACCESS_TOKEN;
    }

    /**
     * The secret that its webhooks are signed with.
     *
     * @return the secret
     */
    public String webhookSecret() {
        return WEBHOOK_SECRET;
    }

    @Override
    protected void authorize(ProviderRequest request) {
        if (!("Bearer " + ACCESS_TOKEN).equals(request.header("authorization"))) {
            throw new ProviderRefusal(401, "unauthorized", "unauthorized", "invalid access token");
        }
    }

    @Override
    protected JsonNode route(ProviderRequest request) {
        String id = request.part(1);
        boolean ofPayments = request.path().startsWith("/v1/payments/");
        return switch (request.method() + " " + request.part(0)) {
            case "GET users" -> object().put("id", 20202020).put("site_id", "MLB");
            case "POST preapproval" -> MercadoPagoWords.subscription(open(request.json()));
            case "PUT preapproval" -> MercadoPagoWords.subscription(update(id, request.json()));
            case "GET preapproval" ->
                id.equals("search") ? search(request) : MercadoPagoWords.subscription(subscriptions.require(id));
            case "GET authorized_payments" ->
                id.equals("search") ? charges(request) : MercadoPagoWords.charge(payments.require(id));
            case "GET v1" -> {
                if (!ofPayments) {
                    throw unknown(request);
                }
                yield MercadoPagoWords.payment(payments.require(request.part(2)));
            }
            case "POST v1" -> {
                if (!ofPayments || !request.part(3).equals("refunds")) {
                    throw unknown(request);
                }
                yield refund(request.part(2), request.json());
            }
            default -> throw unknown(request);
        };
    }

    private ObjectNode open(JsonNode asked) {
        JsonNode terms = asked.path("auto_recurring");
        ObjectNode it = object();
        String id = String.format("2c93808%025x", next());
        it.put("id", id).put("plan", asked.path("reason").asText());
        it.put("reference", asked.path("external_reference").asText());
        it.set("terms", terms.deepCopy());
        amount(it, terms);
        it.put("unit", terms.path("frequency_type").asText().equals("days") ? "day" : "month");
        it.put("count", terms.path("frequency").asInt());
        it.put("trialDays", terms.at("/free_trial/frequency").asInt());
        it.put("page", "https://www.mercadopago.com/subscriptions/checkout?preapproval_id=" + id);
        return keep("checkout", id, subscriptions.open(it));
    }

    private static void amount(ObjectNode it, JsonNode terms) {
        String currency = terms.path("currency_id").asText();
        it.put("currency", currency);
        it.put("amount", PaymentBook.minor(terms.path("transaction_amount").asText(), currency));
    }

    private ObjectNode update(String id, JsonNode asked) {
        ObjectNode it = subscriptions.require(id);
        it.put("version", it.path("version").asInt() + 1);
        if (asked.path("status").asText().equals("cancelled")) {
            subscriptions.end(it);
            return it;
        }
        if (asked.has("reason")) {
            it.put("plan", asked.get("reason").asText());
        }
        if (asked.has("auto_recurring")) {
            amount(it, asked.get("auto_recurring"));
        }
        subscriptions.changed(it);
        return it;
    }

    private ObjectNode search(ProviderRequest request) {
        String wanted = request.form().path("external_reference").asText();
        ObjectNode page = object();
        ArrayNode results = page.putArray("results");
        subscriptions.all().stream()
                .filter(it -> it.get("reference").asText().equals(wanted))
                .forEach(it -> results.add(MercadoPagoWords.subscription(it)));
        return page;
    }

    private ObjectNode charges(ProviderRequest request) {
        String wanted = request.form().path("preapproval_id").asText();
        ObjectNode page = object();
        ArrayNode results = page.putArray("results");
        payments.all().stream()
                .filter(it -> it.get("subscription").asText().equals(wanted))
                .forEach(it -> results.add(MercadoPagoWords.charge(it)));
        return page;
    }

    private ObjectNode refund(String paymentId, JsonNode asked) {
        String currency = payments.require(paymentId).get("currency").asText();
        long part = asked.has("amount") ? PaymentBook.minor(asked.get("amount").asText(), currency) : 0;
        ObjectNode made = payments.refund(paymentId, part);
        return object().put("id", made.get("id").asLong())
                .put("amount", PaymentBook.decimal(made.get("amount").asLong(), currency))
                .put("status", "approved");
    }

    @Override
    protected void happened(String what, ObjectNode subscription, @Nullable ObjectNode payment) {
        if (payment != null) {
            tell("payment", payment.get("id").asText());
            tell("subscription_authorized_payment", payment.get("id").asText());
        }
        if (!what.equals("begun")) {
            tell("subscription_preapproval", subscription.get("id").asText());
        }
    }

    private void tell(String type, String id) {
        emit(MercadoPagoWords.event(type, id, "req-" + next(), clock().instant(), WEBHOOK_SECRET));
    }

    @Override
    protected EmittedWebhook sent(EmittedWebhook webhook) {
        return MercadoPagoWords.sign(webhook, clock().instant(), WEBHOOK_SECRET);
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
        return ProviderAnswer.of(
                status, object().put("message", message).put("error", code).put("status", status));
    }

    @Override
    public EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret) {
        return MercadoPagoWords.sign(webhook, at, secret);
    }
}
