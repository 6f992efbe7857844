package io.tenancy.billing.webhook;

import io.tenancy.TenancyException;
import io.tenancy.billing.Gateways;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.internal.AlertRows;
import io.tenancy.billing.internal.Backoff;
import io.tenancy.billing.subscription.SubscriptionSync;
import io.tenancy.billing.subscription.SyncOutcome;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the events that came in: asks the gateway what an event is about as it is now, and applies that. What an event says itself is
 * not used, so order and repetition do not matter. An event that fails is tried again after 10 seconds, 40 seconds and so on, and parked
 * with an alert after the eighth time; one about a price or a subscription that nobody knows is parked at once. Several may work at once,
 * on several nodes. No transaction is open while a gateway is asked. Thread-safe.
 */
public final class EventWorker {
    /** How often an event is tried. */
    public static final int ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(EventWorker.class);

    private final EventInbox inbox;
    private final Gateways gateways;
    private final SubscriptionSync sync;
    private final AlertRows alerts;

    /**
     * Makes a worker.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param gateways whom to ask
     * @param sync applies what they say
     * @param clock says what is due
     */
    public EventWorker(DataSource worker, Gateways gateways, SubscriptionSync sync, Clock clock) {
        this.inbox = new EventInbox(worker, clock);
        this.gateways = Objects.requireNonNull(gateways, "gateways");
        this.sync = Objects.requireNonNull(sync, "sync");
        this.alerts = new AlertRows(worker, clock);
    }

    /**
     * Works until nothing is due.
     *
     * @return how many events it took
     */
    public int drain() {
        int taken = 0;
        while (step()) {
            taken++;
        }
        return taken;
    }

    /**
     * Works on one event.
     *
     * @return false if none was due
     * @throws TenancyException if the database fails; the event is taken up again after a minute
     */
    public boolean step() {
        Optional<EventInbox.Taken> taken = inbox.take();
        taken.ifPresent(this::work);
        return taken.isPresent();
    }

    private void work(EventInbox.Taken event) {
        if (event.about().kind() == ObjectRef.Kind.OTHER) {
            inbox.done(event, "nothing that is kept");
            return;
        }
        SyncOutcome outcome;
        try {
            outcome = sync.sync(gateways.require(event.gateway()), event.about(), "event:" + event.eventId());
        } catch (TenancyException e) {
            outcome = new SyncOutcome.Failed(e.code().name());
        }
        if (outcome instanceof SyncOutcome.Failed failed) {
            failed(event, failed.why());
        } else if (outcome instanceof SyncOutcome.Unexplained unexplained) {
            park(event, unexplained.why());
        } else {
            inbox.done(event, outcome.toString());
        }
    }

    private void failed(EventInbox.Taken event, String why) {
        if (event.attempts() >= ATTEMPTS) {
            park(event, why);
        } else {
            LOG.warn(
                    "Event {} of {} failed at attempt {}: {}", event.eventId(), event.gateway(), event.attempts(), why);
            inbox.retry(event, Backoff.after(event.attempts()), why);
        }
    }

    private void park(EventInbox.Taken event, String why) {
        inbox.park(event, why);
        alerts.raise(
                "billing.event_parked",
                event.gateway() + " " + event.eventId(),
                "An event of gateway " + event.gateway() + " is parked: " + why);
    }
}
