package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.FakeProvider;
import io.tenancy.testing.support.provider.IdempotencyLedger;
import io.tenancy.testing.support.provider.ProviderAnswer;
import io.tenancy.testing.support.provider.ProviderRefusal;
import io.tenancy.testing.support.provider.ProviderRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Stripe that keeps what it is told: customers, products, prices, subscriptions with trials, dunning and schedules, invoices, refunds,
 * checkout and portal pages, meter events. It decodes forms, replays idempotency keys for a day and refuses those that came with
 * something else, follows the virtual clock, and signs its events. Thread-safe.
 *
 * <pre>{@code
 * try (FakeStripe stripe = FakeStripe.start(clock)) {
 *     StripeClient client = StripeClient.builder().setApiKey(stripe.apiKey())
 *         .setApiBase(stripe.baseUrl().toString()).build();
 *     ...
 *     stripe.acceptPayments(false);
 *     stripe.advance(Duration.ofDays(31));       // past due
 * }
 * }</pre>
 */
public final class FakeStripe extends FakeProvider {
    private static final String API_KEY = "sk_test_fakeOfStripe0000000000";
    private static final String WEBHOOK_SECRET = "whsec_fakeOfStripe000000000000";

    private final IdempotencyLedger ledger = new IdempotencyLedger();
    private final StripeStore store;
    private final StripeEvents events;
    private final StripeInvoices invoices;
    private final StripeSubscriptions subscriptions;
    private final StripeTime time;
    private final StripeCheckouts checkouts;
    private final StripeRoutes routes;

    private FakeStripe(SettableClock clock) {
        super(clock);
        store = new StripeStore(clock);
        events = new StripeEvents(store, WEBHOOK_SECRET, this::emit);
        StripeCatalogue catalogue = new StripeCatalogue(store);
        invoices = new StripeInvoices(store, events);
        subscriptions = new StripeSubscriptions(store, invoices, events);
        StripeSchedules schedules = new StripeSchedules(store, events);
        time = new StripeTime(store, invoices, subscriptions, schedules, events);
        checkouts = new StripeCheckouts(store, catalogue, subscriptions, events);
        routes = new StripeRoutes(store, catalogue, invoices, subscriptions, schedules, checkouts);
    }

    /**
     * Starts one.
     *
     * @param clock the virtual time
     * @return the fake; the caller closes it
     */
    public static FakeStripe start(SettableClock clock) {
        return new FakeStripe(clock);
    }

    /**
     * The key that it lets in.
     *
     * @return a test key
     */
    public String apiKey() {
        return API_KEY;
    }

    /**
     * The secret that its events are signed with.
     *
     * @return the secret
     */
    public String webhookSecret() {
        return WEBHOOK_SECRET;
    }

    @Override
    protected ProviderAnswer handle(ProviderRequest request) {
        if (!("Bearer " + API_KEY).equals(request.header("authorization"))) {
            throw new ProviderRefusal(401, "invalid_request_error", "api_key_invalid", "Invalid API Key provided");
        }
        String key = request.header("idempotency-key");
        if (!request.method().equals("POST") || key == null) {
            return route(request);
        }
        return ledger.once(
                key,
                request.method() + " " + request.path() + "\n" + request.body(),
                clock().instant(),
                () -> route(request),
                () -> refusal(
                        400,
                        "idempotency_error",
                        "idempotency_key_reused",
                        "Keys for idempotent requests can only be used with the same parameters"));
    }

    private ProviderAnswer route(ProviderRequest request) {
        try {
            return ProviderAnswer.ok(routes.answer(request));
        } catch (ProviderRefusal e) {
            return refusal(e.status(), e.type(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    protected ProviderAnswer refusal(int status, String type, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        error.put("type", status == 402 ? "card_error" : type).put("code", code).put("message", message);
        return ProviderAnswer.of(status, body);
    }

    @Override
    protected Optional<Instant> nextDue(Instant end) {
        return time.next(end);
    }

    @Override
    protected void happen() {
        time.happen();
    }

    @Override
    public String completeCheckout(String checkoutId) {
        synchronized (lock) {
            return checkouts.complete(checkoutId);
        }
    }

    @Override
    public void acceptPayments(boolean good) {
        synchronized (lock) {
            invoices.cardsAreGood(good);
        }
    }

    /**
     * Whether a customer has a card at all.
     *
     * @param customerId whose
     * @param card good, bad or none
     */
    public void card(String customerId, String card) {
        synchronized (lock) {
            store.require("cus", customerId).put("card", card);
        }
    }

    /**
     * Changes a subscription behind everybody's back, and tells of it.
     *
     * @param subscriptionId which
     * @param eventType such as customer.subscription.updated
     * @param change gets the JSON that is answered from then on
     */
    public void change(String subscriptionId, String eventType, Consumer<ObjectNode> change) {
        synchronized (lock) {
            ObjectNode subscription = store.require("sub", subscriptionId);
            change.accept(subscription);
            events.tell(eventType, subscription);
        }
    }

    /**
     * Gives a subscription a status that the documentation does not know, or any other.
     *
     * @param subscriptionId which
     * @param status the word
     */
    public void forceStatus(String subscriptionId, String status) {
        synchronized (lock) {
            store.require("sub", subscriptionId).put("status", status);
        }
    }

    @Override
    public int count(String kind) {
        synchronized (lock) {
            return store.all(
                            switch (kind) {
                                case "customer" -> "cus";
                                case "checkout" -> "cs_test";
                                case "subscription" -> "sub";
                                case "refund" -> "re";
                                case "payment" -> "pi";
                                case "usage" -> "mtr_event";
                                default -> kind;
                            })
                    .size();
        }
    }

    @Override
    public String latestPayment(String subscriptionId) {
        synchronized (lock) {
            String invoice =
                    store.require("sub", subscriptionId).get("latest_invoice").asText();
            JsonNode payment = store.require("in", invoice).path("payment_intent_of_fake");
            if (payment.isMissingNode()) {
                throw new IllegalStateException("nothing was paid for " + subscriptionId + " yet");
            }
            return payment.asText();
        }
    }

    /**
     * An object as it is now.
     *
     * @param prefix of its id, such as sub
     * @param id its id
     * @return a copy; null if there is none
     */
    public @Nullable ObjectNode object(String prefix, String id) {
        synchronized (lock) {
            return store.has(prefix, id) ? store.require(prefix, id).deepCopy() : null;
        }
    }

    @Override
    protected EmittedWebhook sent(EmittedWebhook webhook) {
        return StripeEvents.sign(webhook, clock().instant(), WEBHOOK_SECRET);
    }

    @Override
    public EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret) {
        return StripeEvents.sign(webhook, at, secret);
    }
}
