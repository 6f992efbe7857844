package io.tenancy.testing.support.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.SettableClock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the fakes of plain HTTP providers have in common: a book of subscriptions and one of payments, objects by kind and id, and the
 * replay of idempotency keys. Thread-safe, because {@link FakeProvider} calls it under its lock.
 */
public abstract class RestFake extends FakeProvider {
    /** The payments. */
    protected final PaymentBook payments = new PaymentBook();
    /** The subscriptions. */
    protected final SubscriptionBook subscriptions;

    private final IdempotencyLedger ledger = new IdempotencyLedger();
    private final Map<String, Map<String, ObjectNode>> kept = new LinkedHashMap<>();
    private final String idempotencyHeader;
    private long made;

    /**
     * Starts the server.
     *
     * @param clock the virtual time
     * @param idempotencyHeader its name in lower case; empty if this provider has none
     */
    protected RestFake(SettableClock clock, String idempotencyHeader) {
        super(clock);
        this.idempotencyHeader = idempotencyHeader;
        this.subscriptions = new SubscriptionBook(clock, payments, this::happened);
    }

    /**
     * Refuses whoever has not the keys.
     *
     * @param request the request
     * @throws ProviderRefusal with 401
     */
    protected abstract void authorize(ProviderRequest request);

    /**
     * Answers what needs no keys.
     *
     * @param request the request
     * @return the answer; empty if the request needs keys
     */
    protected Optional<ProviderAnswer> forAnybody(ProviderRequest request) {
        return Optional.empty();
    }

    /**
     * Answers a request that is let in.
     *
     * @param request the request
     * @return what it gives
     * @throws ProviderRefusal to refuse
     */
    protected abstract JsonNode route(ProviderRequest request);

    /**
     * Tells what happened, as a webhook.
     *
     * @param what begun, paid, failed, changed or ended
     * @param subscription to which
     * @param payment the payment, for paid and failed
     */
    protected abstract void happened(String what, ObjectNode subscription, @Nullable ObjectNode payment);

    /**
     * An empty object.
     *
     * @return a new one
     */
    protected static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * The next number.
     *
     * @return from 1 on
     */
    protected final long next() {
        return ++made;
    }

    /**
     * Keeps an object.
     *
     * @param kind what it is
     * @param id its id
     * @param object the object
     * @return the same
     */
    protected final ObjectNode keep(String kind, String id, ObjectNode object) {
        kept.computeIfAbsent(kind, key -> new LinkedHashMap<>()).put(id, object);
        return object;
    }

    /**
     * An object that must be there.
     *
     * @param kind what it is
     * @param id its id
     * @return the object
     * @throws ProviderRefusal with 404 if there is none
     */
    protected final ObjectNode require(String kind, String id) {
        ObjectNode object = kept.getOrDefault(kind, Map.of()).get(id);
        if (object == null) {
            throw new ProviderRefusal(404, "not_found", "RESOURCE_NOT_FOUND", kind + " not found");
        }
        return object;
    }

    /**
     * All objects of a kind.
     *
     * @param kind what they are
     * @return in order
     */
    protected final List<ObjectNode> all(String kind) {
        return List.copyOf(kept.getOrDefault(kind, Map.of()).values());
    }

    @Override
    protected final ProviderAnswer handle(ProviderRequest request) {
        Optional<ProviderAnswer> anybody = forAnybody(request);
        if (anybody.isPresent()) {
            return anybody.get();
        }
        authorize(request);
        String key = idempotencyHeader.isEmpty() ? null : request.header(idempotencyHeader);
        if (key == null || request.method().equals("GET")) {
            return answer(request);
        }
        return ledger.once(
                request.path() + " " + key,
                request.method() + "\n" + request.body(),
                clock().instant(),
                () -> answer(request),
                () -> refusal(400, "idempotency", "IDEMPOTENCY_KEY_REUSED", "the key was used for something else"));
    }

    private ProviderAnswer answer(ProviderRequest request) {
        try {
            return ProviderAnswer.ok(route(request));
        } catch (ProviderRefusal e) {
            return refusal(e.status(), e.type(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * A request that the fake does not know.
     *
     * @param request the request
     * @return to be thrown
     */
    protected static ProviderRefusal unknown(ProviderRequest request) {
        return new ProviderRefusal(404, "not_found", "UNKNOWN_ROUTE", request.method() + " " + request.path());
    }

    @Override
    protected final Optional<Instant> nextDue(Instant end) {
        return subscriptions.next(end);
    }

    @Override
    protected final void happen() {
        subscriptions.happen();
    }

    @Override
    public final void acceptPayments(boolean good) {
        synchronized (lock) {
            subscriptions.cardsAreGood(good);
        }
    }

    /**
     * Makes the provider say a status of a subscription that nobody knows.
     *
     * @param id the subscription
     * @param status what it says
     */
    public final void forceStatus(String id, String status) {
        synchronized (lock) {
            ObjectNode unused = subscriptions.require(id).put("forced", status);
        }
    }

    @Override
    public final int count(String kind) {
        synchronized (lock) {
            return switch (kind) {
                case "subscription" -> subscriptions.all().size();
                case "payment" -> payments.all().size();
                case "refund" -> payments.refunds();
                default -> all(kind).size();
            };
        }
    }

    @Override
    public final String latestPayment(String subscriptionId) {
        synchronized (lock) {
            return payments.all().stream()
                    .filter(payment -> payment.get("subscription").asText().equals(subscriptionId))
                    .map(payment -> payment.get("id").asText())
                    .reduce((first, second) -> second)
                    .orElseThrow(() -> new IllegalStateException("nothing was paid for " + subscriptionId));
        }
    }
}
