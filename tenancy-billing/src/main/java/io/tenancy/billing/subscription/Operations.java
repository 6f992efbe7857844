package io.tenancy.billing.subscription;

import io.tenancy.billing.Capability;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.Gateways;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.internal.AlertRows;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Orders to gateways that have their effect exactly once, although answers get lost and nodes die: the intent is written down before the
 * call, one node at a time works on it, the same key goes out every time, and when nobody knows what came of it, or the key is too old for
 * the gateway to remember, the gateway is asked instead of ordered again. Thread-safe.
 */
final class Operations {
    /** Gateways remember keys for a day; before that is over, ours are looked up instead. */
    static final Duration KEYS_LIVE = Duration.ofHours(23);

    private final IntentRows intents;
    private final GatewayCalls calls;
    private final Clock clock;
    private final AlertRows alerts;

    Operations(DataSource worker, Clock clock, Resilience resilience) {
        this.intents = new IntentRows(worker, clock);
        this.calls = new GatewayCalls(resilience);
        this.clock = clock;
        this.alerts = new AlertRows(worker, clock);
    }

    <T> GatewayAnswer<T> run(GatewayOrder<T> order) {
        IntentRows.Claim claim = intents.claim(order);
        return switch (claim.state()) {
            case MISMATCH -> new GatewayAnswer.Refused<>(Reason.CONFLICT, "key_used_for_something_else");
            case BUSY -> new GatewayAnswer.Unavailable<>("another node is at it");
            case DONE -> done(order, claim);
            case REFUSED -> new GatewayAnswer.Refused<>(Reason.CONFLICT, "refused_before");
            case FRESH -> finish(order, send(order));
            case TAKEN_OVER -> finish(order, canSendAgain(order, claim) ? send(order) : look(order, claim));
        };
    }

    private static <T> GatewayAnswer<T> done(GatewayOrder<T> order, IntentRows.Claim claim) {
        String id = claim.resultId();
        Function<String, GatewayAnswer<T>> byId = order.byId();
        return id == null || byId == null
                ? new GatewayAnswer.Refused<>(Reason.CONFLICT, "made_before")
                : byId.apply(id);
    }

    private boolean canSendAgain(GatewayOrder<?> order, IntentRows.Claim claim) {
        return order.made() == null || (isYoung(claim) && repeatable(order));
    }

    private boolean isYoung(IntentRows.Claim claim) {
        return Duration.between(claim.createdAt(), clock.instant()).compareTo(KEYS_LIVE) < 0;
    }

    private static boolean repeatable(GatewayOrder<?> order) {
        return order.made() == null || order.gateway().profile().can(Capability.IDEMPOTENCY_KEY);
    }

    private <T> GatewayAnswer<T> send(GatewayOrder<T> order) {
        PaymentGateway gateway = order.gateway();
        return calls.make(
                gateway.profile().name(), repeatable(order), () -> order.send().apply(gateway));
    }

    /** What the gateway made of it. If that is nothing, a young order is sent as if for the first time; an old one is not sent any more. */
    private <T> GatewayAnswer<T> look(GatewayOrder<T> order, IntentRows.Claim claim) {
        MadeObject made = order.made();
        Function<String, GatewayAnswer<T>> byId = order.byId();
        if (made == null || byId == null) {
            return new GatewayAnswer.Unknown<>("it cannot be looked up");
        }
        GatewayAnswer<Optional<String>> found = find(order.gateway(), made, order.key(), order.within());
        return found.then(id -> {
            if (id.isPresent()) {
                return byId.apply(id.get());
            }
            return isYoung(claim) ? send(order) : new GatewayAnswer.Refused<>(Reason.CONFLICT, "too_old_to_send");
        });
    }

    private GatewayAnswer<Optional<String>> find(
            PaymentGateway gateway, MadeObject made, OperationKey key, String within) {
        return calls.make(gateway.profile().name(), true, () -> gateway.find(made, key, within));
    }

    private <T> GatewayAnswer<T> finish(GatewayOrder<T> order, GatewayAnswer<T> answer) {
        String key = order.key().text();
        if (answer instanceof GatewayAnswer.Done<T> done) {
            intents.close(key, "DONE", order.idOf().apply(done.value()), null);
        } else if (answer instanceof GatewayAnswer.Refused<T> refused) {
            intents.close(key, "REFUSED", null, refused.code());
        } else if (answer instanceof GatewayAnswer.Unsupported<T> unsupported) {
            intents.close(key, "REFUSED", null, "unsupported " + unsupported.capability());
        } else if (answer instanceof GatewayAnswer.Unavailable<T>) {
            intents.release(key, "OPEN");
        } else {
            intents.release(key, "UNKNOWN");
        }
        return answer;
    }

    /**
     * Asks gateways what became of orders that nobody knows the end of. Nothing is ordered again here.
     *
     * @return how many were settled
     */
    int reconcile(Gateways gateways) {
        int settled = 0;
        for (IntentRows.Open open : intents.open()) {
            settled += gateways.find(open.gateway())
                            .map(gateway -> settle(gateway, open))
                            .orElse(false)
                    ? 1
                    : 0;
        }
        return settled;
    }

    private boolean settle(PaymentGateway gateway, IntentRows.Open open) {
        @Nullable MadeObject made = open.made();
        Optional<OperationKey> key = OperationKey.parse(open.key());
        if (made == null || key.isEmpty()) {
            // It only changed something: the next event or the next order shows what is.
            intents.close(open.key(), "DONE", null, "not looked up");
            return true;
        }
        GatewayAnswer<Optional<String>> found = find(gateway, made, key.get(), open.within());
        if (found instanceof GatewayAnswer.Done<Optional<String>> done) {
            intents.close(
                    open.key(),
                    done.value().isPresent() ? "DONE" : "REFUSED",
                    done.value().orElse(null),
                    "reconciled");
            return true;
        }
        if (found instanceof GatewayAnswer.Unsupported) {
            alerts.raise(
                    "billing.outcome_unknown",
                    open.key(),
                    "Nobody knows what became of an order to gateway " + open.gateway()
                            + ", and it cannot be asked: look it up by hand");
            intents.close(open.key(), "REFUSED", null, "unknown");
            return true;
        }
        return false;
    }
}
