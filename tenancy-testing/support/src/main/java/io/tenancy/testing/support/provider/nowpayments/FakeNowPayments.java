package io.tenancy.testing.support.provider.nowpayments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.PaymentBook;
import io.tenancy.testing.support.provider.ProviderAnswer;
import io.tenancy.testing.support.provider.ProviderRefusal;
import io.tenancy.testing.support.provider.ProviderRequest;
import io.tenancy.testing.support.provider.RestFake;
import io.tenancy.testing.support.provider.Signing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A NOWPayments that keeps invoices and the payments that come of them, and signs what it tells of each. Thread-safe.
 */
public final class FakeNowPayments extends RestFake {
    /** Keeps the zeros of 10.00. */
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String API_KEY = "FAKE0NP-0000000-0000000-TENANCY";
    private static final String IPN_SECRET = "secretOfTheFakeNowPayments0000001";

    private FakeNowPayments(SettableClock clock) {
        super(clock, "");
    }

    /**
     * Starts one.
     *
     * @param clock the virtual time
     * @return the fake; the caller closes it
     */
    public static FakeNowPayments start(SettableClock clock) {
        return new FakeNowPayments(clock);
    }

    /**
     * The key that it lets in.
     *
     * @return the key
     */
    public String apiKey() {
        return API_KEY;
    }

    /**
     * The secret that its notifications are signed with.
     *
     * @return the secret
     */
    public String ipnSecret() {
        return IPN_SECRET;
    }

    @Override
    protected void authorize(ProviderRequest request) {
        if (!API_KEY.equals(request.header("x-api-key"))) {
            throw new ProviderRefusal(403, "false", "INVALID_API_KEY", "Invalid api key");
        }
    }

    @Override
    protected JsonNode route(ProviderRequest request) {
        return switch (request.method() + " " + request.part(1)) {
            case "GET merchant" -> object().putArray("selectedCurrencies").add("btc");
            case "POST invoice" -> invoice(request.json());
            case "GET payment" -> said(payments.require(request.part(2)));
            default -> throw unknown(request);
        };
    }

    private ObjectNode invoice(JsonNode asked) {
        String currency = asked.path("price_currency").asText().toUpperCase(Locale.ROOT);
        long amount = PaymentBook.minor(asked.path("price_amount").asText(), currency);
        String id = Long.toString(4_000_000_000L + next());
        ObjectNode kept = object().put("id", id).put("amount", amount).put("currency", currency);
        kept.put("reference", asked.path("order_id").asText());
        ObjectNode unused = keep("checkout", id, kept);
        return object().put("id", id).put("invoice_url", "https://sandbox.nowpayments.io/payment/?iid=" + id);
    }

    private static ObjectNode said(ObjectNode it) {
        String currency = it.get("currency").asText();
        ObjectNode said = object().put("payment_id", it.get("id").asLong());
        said.put("payment_status", it.get("state").asText());
        said.put("order_id", it.get("reference").asText());
        said.put("price_amount", PaymentBook.decimal(it.get("amount").asLong(), currency));
        said.put("price_currency", currency.toLowerCase(Locale.ROOT));
        said.putObject("fee")
                .put("currency", "btc")
                .put("depositFee", new BigDecimal("0.00029"))
                .put("withdrawalFee", 0);
        return said;
    }

    /**
     * Somebody begins to pay an invoice, and comes so far.
     *
     * @param invoiceId which
     * @param state waiting, confirming, finished, partially_paid, failed, refunded, expired, or a word that nobody knows
     * @return the payment
     */
    public String pay(String invoiceId, String state) {
        synchronized (lock) {
            ObjectNode invoice = require("checkout", invoiceId);
            ObjectNode payment = payments.pay(
                    invoice.get("amount").asLong(),
                    invoice.get("currency").asText(),
                    invoice.get("reference").asText(),
                    "",
                    state.equals("finished"));
            String id = payment.put("state", state).get("id").asText();
            EmittedWebhook unsigned = new EmittedWebhook(
                    "ipn-" + next(),
                    state,
                    "POST",
                    "",
                    Map.of(),
                    said(payment).toString().getBytes(StandardCharsets.UTF_8));
            emit(resign(unsigned, clock().instant(), IPN_SECRET));
            return id;
        }
    }

    @Override
    public String completeCheckout(String checkoutId) {
        return pay(checkoutId, "finished");
    }

    @Override
    protected void happened(String what, ObjectNode subscription, @Nullable ObjectNode payment) {
        throw new IllegalStateException("this provider has no subscriptions");
    }

    @Override
    protected ProviderAnswer refusal(int status, String type, String code, String message) {
        return ProviderAnswer.of(
                status,
                object().put("status", false)
                        .put("statusCode", status)
                        .put("code", code)
                        .put("message", message));
    }

    /** Signs what is sorted, not what is sent: the names in the body stand in another order. */
    @Override
    public EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret) {
        byte[] sorted = sorted(new String(webhook.body(), StandardCharsets.UTF_8));
        return new EmittedWebhook(
                webhook.id(),
                webhook.type(),
                "POST",
                "",
                Map.of(
                        "Content-Type",
                        "application/json",
                        "x-nowpayments-sig",
                        Signing.hex("HmacSHA512", secret, sorted)),
                webhook.body());
    }

    private static byte[] sorted(String body) {
        try {
            return sorted(EXACT.readTree(body)).toString().getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode sorted(JsonNode it) {
        if (!it.isObject()) {
            return it;
        }
        ObjectNode sorted = object();
        it.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> sorted.set(entry.getKey(), sorted(entry.getValue())));
        return sorted;
    }
}
