package io.tenancy.billing.subscription;

import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** What time alone does to subscriptions: grace ends, whether or not the gateway says anything. Several may work at once. Thread-safe. */
public final class AccessClock {
    private final Database database;

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock says what is over
     */
    public AccessClock(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
    }

    /**
     * Ends every grace that is over.
     *
     * @return how many
     */
    public int tick() {
        return database.in("end grace", dsl -> {
            List<Subscription> late = dsl.query(
                            "select " + SubscriptionRows.COLUMNS + " from tenancy.billing_subscription"
                                    + " where access = 'GRACE' and grace_until <= ? order by grace_until for update skip locked",
                            database.now())
                    .list(SubscriptionRows::read);
            for (Subscription before : late) {
                Subscription after = before.withAccess(AccessRules.of(
                        before.status(),
                        before.lateSince(),
                        Duration.ZERO,
                        before.access(),
                        database.now().toInstant()));
                dsl.execute(
                        "update tenancy.billing_subscription set access = ?, changed_at = ? where tenant_id = ? and id = ?",
                        after.access().name(),
                        database.now(),
                        after.tenant().value(),
                        after.id());
                Transitions.write(dsl, database, before, after, "grace is over");
            }
            return late.size();
        });
    }
}
