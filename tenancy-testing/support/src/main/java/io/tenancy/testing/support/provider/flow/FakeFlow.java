package io.tenancy.testing.support.provider.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.PaymentBook;
import io.tenancy.testing.support.provider.ProviderAnswer;
import io.tenancy.testing.support.provider.ProviderRefusal;
import io.tenancy.testing.support.provider.ProviderRequest;
import io.tenancy.testing.support.provider.RestFake;
import io.tenancy.testing.support.provider.Signing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Flow that keeps plans, customers, subscriptions, payments and refunds. It checks the signature of every request, takes whole pesos
 * only, follows the virtual clock, and calls back with a token and no signature. Thread-safe.
 */
public final class FakeFlow extends RestFake {
    private static final String API_KEY = "FAKEFLOW-0000-4000-8000-TENANCY00001";
    private static final String SECRET_KEY = "secretOfTheFakeFlow00000000000000000001";

    private FakeFlow(SettableClock clock) {
        super(clock, "");
    }

    /**
     * Starts one.
     *
     * @param clock the virtual time
     * @return the fake; the caller closes it
     */
    public static FakeFlow start(SettableClock clock) {
        return new FakeFlow(clock);
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
     * The key that requests are signed with.
     *
     * @return the secret
     */
    public String secretKey() {
        return SECRET_KEY;
    }

    @Override
    protected void authorize(ProviderRequest request) {
        ObjectNode form = request.form();
        Map<String, String> sorted = new TreeMap<>();
        form.properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
        String signature = sorted.remove("s");
        StringBuilder text = new StringBuilder();
        sorted.forEach((name, value) -> text.append(name).append(value));
        String wanted = Signing.hex("HmacSHA256", SECRET_KEY, text.toString().getBytes(StandardCharsets.UTF_8));
        if (!API_KEY.equals(sorted.get("apiKey")) || !wanted.equals(signature)) {
            throw new ProviderRefusal(401, "401", "108", "Invalid signature");
        }
    }

    @Override
    protected JsonNode route(ProviderRequest request) {
        ObjectNode form = request.form();
        String id = form.path("subscriptionId").asText();
        return switch (request.method() + " " + request.path()) {
            case "GET /plans/list" -> list("plan");
            case "GET /plans/get" -> require("plan", form.path("planId").asText());
            case "POST /plans/create" -> createPlan(form);
            case "POST /customer/create" -> createCustomer(form);
            case "GET /customer/get" ->
                require("checkout", form.path("customerId").asText());
            case "GET /customer/list" -> list("checkout");
            case "POST /customer/register" -> register(form);
            case "POST /subscription/create" -> FlowWords.subscription(subscribe(form));
            case "GET /subscription/get" -> FlowWords.subscription(subscriptions.require(id));
            case "POST /subscription/cancel" -> FlowWords.subscription(cancel(id, form));
            case "POST /subscription/changeTrial" -> FlowWords.subscription(changeTrial(id, form));
            case "POST /subscription/changePlan" -> FlowWords.subscription(changePlan(id, form));
            case "GET /payment/getStatus" -> FlowWords.payment(payments.require(ofToken(form)));
            case "GET /payment/getStatusByFlowOrder" ->
                FlowWords.payment(payments.require(form.path("flowOrder").asText()));
            case "POST /refund/create" -> refund(form);
            default -> throw unknown(request);
        };
    }

    private ObjectNode list(String kind) {
        ObjectNode page = object().put("total", all(kind).size()).put("hasMore", 0);
        page.putArray("data").addAll(all(kind));
        return page;
    }

    private ObjectNode createPlan(ObjectNode form) {
        String id = form.path("planId").asText();
        if (all("plan").stream().anyMatch(plan -> plan.path("planId").asText().equals(id))) {
            throw new ProviderRefusal(400, "400", "501", "There is a plan with this planId previously created");
        }
        long unused = PaymentBook.minor(
                form.path("amount").asText(), form.path("currency").asText());
        return keep("plan", id, form);
    }

    private ObjectNode createCustomer(ObjectNode form) {
        String id = "cus_fake" + next();
        return keep("checkout", id, form.put("customerId", id));
    }

    private ObjectNode register(ObjectNode form) {
        ObjectNode unused = require("checkout", form.path("customerId").asText());
        return object().put("url", "https://sandbox.flow.cl/app/customer/disclaimer.php")
                .put("token", "SECRETOFTHEFAKE" + next());
    }

    private ObjectNode subscribe(ObjectNode form) {
        ObjectNode customer = require("checkout", form.path("customerId").asText());
        ObjectNode terms = object().put("id", "sus_fake" + next());
        terms.put("customer", customer.get("customerId").asText());
        terms.put("trialDays", form.path("trial_period_days").asInt());
        plan(terms, form.path("planId").asText());
        ObjectNode it = subscriptions.open(terms);
        customer.put("subscription_of_fake", it.get("id").asText());
        if (it.get("trialDays").asInt() > 0) {
            subscriptions.begin(it);
        }
        return it;
    }

    private void plan(ObjectNode it, String planId) {
        ObjectNode plan = require("plan", planId);
        String currency = plan.get("currency").asText();
        it.put("plan", planId).put("currency", currency);
        it.put("amount", PaymentBook.minor(plan.get("amount").asText(), currency));
        it.put(
                "unit",
                switch (plan.get("interval").asInt()) {
                    case 1 -> "day";
                    case 2 -> "week";
                    case 4 -> "year";
                    default -> "month";
                });
        it.put("count", plan.path("interval_count").asInt(1));
    }

    private ObjectNode cancel(String id, ObjectNode form) {
        ObjectNode it = subscriptions.require(id);
        if (form.path("at_period_end").asText().equals("1")) {
            subscriptions.changed(it.put("endsWithPeriod", true));
        } else {
            subscriptions.end(it);
        }
        return it;
    }

    private ObjectNode changeTrial(String id, ObjectNode form) {
        ObjectNode it = subscriptions.require(id);
        subscriptions.moveTrial(
                it, it.get("begun").asLong() + form.path("trial_period_days").asLong() * 86_400);
        return it;
    }

    private ObjectNode changePlan(String id, ObjectNode form) {
        ObjectNode it = subscriptions.require(id);
        plan(it, form.path("newPlanId").asText());
        subscriptions.changed(it);
        return it;
    }

    private ObjectNode refund(ObjectNode form) {
        ObjectNode payment = payments.require(form.path("flowTrxId").asText());
        long amount = PaymentBook.minor(
                form.path("amount").asText(), payment.get("currency").asText());
        ObjectNode made = payments.refund(payment.get("id").asText(), amount);
        return object().put("token", "REFUND" + made.get("id").asText()).put("status", "created");
    }

    private static String token(ObjectNode payment) {
        return "FAKETOKEN" + payment.get("id").asText();
    }

    private static String ofToken(ObjectNode form) {
        return form.path("token").asText().replace("FAKETOKEN", "");
    }

    @Override
    protected void happened(String what, ObjectNode subscription, @Nullable ObjectNode payment) {
        if (payment != null) {
            String token = token(payment);
            emit(new EmittedWebhook(
                    token,
                    what,
                    "POST",
                    "",
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    ("token=" + token).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public String completeCheckout(String checkoutId) {
        synchronized (lock) {
            ObjectNode it = subscriptions.require(
                    require("checkout", checkoutId).get("subscription_of_fake").asText());
            subscriptions.begin(it);
            return it.get("id").asText();
        }
    }

    @Override
    protected ProviderAnswer refusal(int status, String type, String code, String message) {
        return ProviderAnswer.of(
                status == 404 ? 400 : status, object().put("code", code).put("message", message));
    }

    @Override
    public EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret) {
        return webhook;
    }
}
