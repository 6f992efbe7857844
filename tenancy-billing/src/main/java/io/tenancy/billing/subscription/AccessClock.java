package io.tenancy.billing.subscription;

import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * What time alone does to subscriptions: periods that no gateway renews end, and so does grace, whether or not a gateway says anything.
 * Several may work at once. Thread-safe.
 */
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
     * Ends every period that nobody paid beyond, where no gateway does it, and every grace that is over.
     *
     * @return how many
     */
    public int tick() {
        return database.in("end periods and grace", dsl -> endPeriods(dsl) + endGrace(dsl));
    }

    private int endPeriods(Transaction dsl) {
        List<Subscription> over = dsl.query(
                        "select " + SubscriptionRows.COLUMNS
                                + " from tenancy.billing_subscription where provider_id is null"
                                + " and access = 'ACTIVE' and period_end <= ? order by period_end for update skip locked",
                        database.now())
                .list(SubscriptionRows::read);
        for (Subscription before : over) {
            Duration grace = dsl.query(
                            "select grace_days from tenancy.plan_version where plan = ? and version = ?",
                            before.plan(),
                            before.planVersion())
                    .first(row -> Duration.ofDays(row.get("grace_days", Integer.class)))
                    .orElse(Duration.ZERO);
            Instant late = Objects.requireNonNull(before.periodEnd());
            change(dsl, before, before.late(late, late.plus(grace)), grace, "the period is over");
        }
        return over.size();
    }

    private int endGrace(Transaction dsl) {
        List<Subscription> late = dsl.query(
                        "select " + SubscriptionRows.COLUMNS + " from tenancy.billing_subscription"
                                + " where access = 'GRACE' and grace_until <= ? order by grace_until for update skip locked",
                        database.now())
                .list(SubscriptionRows::read);
        late.forEach(before -> change(dsl, before, before, Duration.ZERO, "grace is over"));
        return late.size();
    }

    private void change(Transaction dsl, Subscription before, Subscription late, Duration grace, String cause) {
        Subscription after = late.withAccess(AccessRules.of(
                late.status(),
                late.lateSince(),
                grace,
                before.access(),
                database.now().toInstant()));
        dsl.execute(
                "update tenancy.billing_subscription set access = ?, provider_status = ?, late_since = ?, grace_until = ?,"
                        + " changed_at = ? where tenant_id = ? and id = ?",
                after.access().name(),
                after.status().name(),
                Database.atOrNull(after.lateSince()),
                Database.atOrNull(after.graceUntil()),
                database.now(),
                after.tenant().value(),
                after.id());
        Transitions.write(dsl, database, before, after, cause);
    }
}
