package io.tenancy.billing.subscription;

import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.AlertRows;
import io.tenancy.billing.internal.Backoff;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what follows from transitions: the tenant's plan and lifecycle are brought to what its subscription is now, then the application is
 * told. Each is taken for a minute and tried up to eight times within some ten hours, then parked with an alert. Several may work at
 * once. Thread-safe.
 */
public final class EffectWorker {
    private static final Logger LOG = LoggerFactory.getLogger(EffectWorker.class);
    private static final int ATTEMPTS = 8;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Database database;
    private final AlertRows alerts;
    private final TenantFollower follower;
    private final SubscriptionListener listener;

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param follower brings the tenant to what its subscription is
     * @param listener is told afterwards
     * @param clock says what is due
     */
    public EffectWorker(DataSource worker, TenantFollower follower, SubscriptionListener listener, Clock clock) {
        this.database = new Database(worker, clock);
        this.alerts = new AlertRows(worker, clock);
        this.follower = follower;
        this.listener = listener;
    }

    private record Taken(UUID id, UUID tenant, UUID subscription, int attempts) {
        static Taken of(Row row) {
            return new Taken(
                    row.get("id", UUID.class),
                    row.get("tenant_id", UUID.class),
                    row.get("subscription_id", UUID.class),
                    row.get("attempts", Integer.class));
        }
    }

    /**
     * Works until nothing is due.
     *
     * @return how many were done or parked
     */
    public int drain() {
        int all = 0;
        for (Optional<Taken> taken = take(); taken.isPresent(); taken = take()) {
            work(taken.get());
            all++;
        }
        return all;
    }

    private Optional<Taken> take() {
        return database.in(
                "take an effect",
                dsl -> dsl.query(
                                "update tenancy.billing_effect set attempts = attempts + 1, next_attempt_at = ?"
                                        + " where id = (select id from tenancy.billing_effect where state = 'WAITING'"
                                        + " and next_attempt_at <= ? order by next_attempt_at, id limit 1 for update skip locked)"
                                        + " and state = 'WAITING' returning id, tenant_id, subscription_id, attempts",
                                database.now().plus(LEASE),
                                database.now())
                        .first(Taken::of));
    }

    private void work(Taken effect) {
        try {
            Subscription now = database.in(
                    "look at a subscription",
                    dsl -> dsl.query(
                                    "select " + SubscriptionRows.COLUMNS
                                            + " from tenancy.billing_subscription where tenant_id = ? and id = ?",
                                    effect.tenant(),
                                    effect.subscription())
                            .first(SubscriptionRows::read)
                            .orElseThrow());
            follower.follow(now);
            listener.changed(effect.id(), now);
            close(effect, "DONE", "");
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failed(effect, e);
        }
    }

    private void failed(Taken effect, Exception e) {
        // The message of an application's exception may hold anything.
        String why = e.getClass().getSimpleName();
        LOG.warn("What follows from transition {} failed at attempt {}: {}", effect.id(), effect.attempts(), why);
        if (effect.attempts() >= ATTEMPTS) {
            close(effect, "PARKED", why);
            alerts.raise(
                    "billing.effect_parked",
                    effect.tenant().toString(),
                    "What follows from a change of subscription failed " + ATTEMPTS + " times: " + why);
            return;
        }
        int unused = database.in(
                "put an effect back",
                dsl -> dsl.execute(
                        "update tenancy.billing_effect set next_attempt_at = ?, note = ? where id = ?",
                        database.now().plus(Backoff.after(effect.attempts())),
                        why,
                        effect.id()));
    }

    private void close(Taken effect, String state, String note) {
        int unused = database.in(
                "close an effect",
                dsl -> dsl.execute(
                        "update tenancy.billing_effect set state = ?, finished_at = ?, note = ? where id = ?",
                        state,
                        database.now(),
                        note,
                        effect.id()));
    }
}
