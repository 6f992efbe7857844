package io.tenancy.billing.subscription;

import io.tenancy.billing.Capability;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderSubscription;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Asks a gateway for a subscription as it is now, and applies that so that an older answer never replaces a newer one: whoever asks takes
 * the next number of the subscription's fence first, and what comes back is applied only while no higher number was taken. Every change at
 * the gateway is older than the event that tells of it, and whoever handles that event takes a number after it: so the highest number has
 * seen every change. No transaction and no lock is held while the gateway is asked. Thread-safe.
 */
public final class SubscriptionSync {
    private final Fence fence;
    private final SnapshotWriter writer;
    private final PaidPeriods periods;
    private final CrashPoints crash;

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock stamps what is written
     */
    public SubscriptionSync(DataSource worker, Clock clock) {
        this(worker, clock, CrashPoints.NONE);
    }

    SubscriptionSync(DataSource worker, Clock clock, CrashPoints crash) {
        this.fence = new Fence(worker, clock);
        this.writer = new SnapshotWriter(worker, clock, crash);
        this.periods = new PaidPeriods(worker, clock);
        this.crash = crash;
    }

    /**
     * Asks and applies.
     *
     * @param gateway whom
     * @param about what for
     * @param cause why, for the history: such as {@code event:evt_1}
     * @return what came of it
     * @throws io.tenancy.TenancyException if the database fails
     */
    public SyncOutcome sync(PaymentGateway gateway, ObjectRef about, String cause) {
        return switch (about.kind()) {
            case SUBSCRIPTION -> subscription(gateway, about.id(), cause);
            case PAYMENT -> payment(gateway, about.id(), cause);
            case OTHER -> new SyncOutcome.Ignored("nothing that is kept");
        };
    }

    private SyncOutcome payment(PaymentGateway gateway, String id, String cause) {
        GatewayAnswer<ProviderPayment> answer = gateway.payment(id);
        if (!(answer instanceof GatewayAnswer.Done<ProviderPayment> done)) {
            return failed(answer);
        }
        String subscription = done.value().subscriptionId();
        if (subscription != null) {
            return subscription(gateway, subscription, cause);
        }
        // Where the gateway charges again by itself, its subscription says what was paid for.
        return gateway.profile().can(Capability.RECURRING)
                ? new SyncOutcome.Ignored("a payment of no subscription")
                : periods.apply(gateway, done.value(), cause);
    }

    SyncOutcome subscription(PaymentGateway gateway, String id, String cause) {
        Optional<Fence.Ticket> ticket = fence.next(gateway, id);
        if (ticket.isEmpty()) {
            // Seen for the first time: who it belongs to is said by the gateway, and checked against what we ordered.
            GatewayAnswer<ProviderSubscription> first = gateway.subscription(id);
            if (!(first instanceof GatewayAnswer.Done<ProviderSubscription> done)) {
                return failed(first);
            }
            ticket = fence.adopt(gateway, done.value());
            if (ticket.isEmpty()) {
                return new SyncOutcome.Unexplained("a subscription that we did not order");
            }
        }
        crash.at("ticket taken");
        GatewayAnswer<ProviderSubscription> answer = gateway.subscription(id);
        crash.at("gateway asked");
        return answer instanceof GatewayAnswer.Done<ProviderSubscription> done
                ? writer.apply(gateway, ticket.get(), done.value(), cause)
                : failed(answer);
    }

    private static SyncOutcome failed(GatewayAnswer<?> answer) {
        return new SyncOutcome.Failed(answer.toString());
    }
}
