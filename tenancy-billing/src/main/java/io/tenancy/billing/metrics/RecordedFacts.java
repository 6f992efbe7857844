package io.tenancy.billing.metrics;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the control plane recorded: each transition of each tenant's subscriptions. Thread-safe.
 *
 * <p>A transition is dated when it was applied here, not when it happened at the gateway, and amounts are what is paid each period for
 * all units. Coupons are not recorded, so revenue is before what they take off; nor are invoices and uses of features, so trials never
 * show as converted from these facts alone. A gateway's status that is not known is not applied and so not recorded: it is an alert, and
 * the figures go on with the state before.
 */
public final class RecordedFacts {
    private final Database database;

    private RecordedFacts(Database database) {
        this.database = database;
    }

    /**
     * Reads through a connection source.
     *
     * @param worker connects as {@code tenancy_worker} or {@code tenancy_admin}
     * @param clock the platform's clock
     * @return the facts
     */
    public static RecordedFacts over(DataSource worker, Clock clock) {
        return new RecordedFacts(new Database(worker, clock));
    }

    /**
     * Everything recorded of all tenants.
     *
     * @param mode of which world; money of a sandbox is none
     * @return in the order in which it was recorded
     * @throws MetricsRefusedException if a status is not known, or a subscription that pays has no amount or interval
     */
    public List<BillingFact> subscriptions(GatewayMode mode) {
        return database.in("read the history of subscriptions", transaction -> {
            Map<UUID, SubscriptionFact> last = new HashMap<>();
            List<BillingFact> facts = new ArrayList<>();
            for (Recorded recorded : transaction
                    .query(
                            "select t.tenant_id, t.subscription_id, t.place, t.at, t.after_status, t.after_plan, t.after_minor,"
                                    + " t.currency, t.interval_unit, t.interval_count from tenancy.billing_transition t"
                                    + " join tenancy.billing_subscription s on s.tenant_id = t.tenant_id and s.id = t.subscription_id"
                                    + " where s.mode = ? order by t.place",
                            mode.name())
                    .list(Recorded::of)) {
                @Nullable SubscriptionFact fact = recorded.fact(last.get(recorded.subscription()));
                if (fact != null) {
                    last.put(recorded.subscription(), fact);
                    facts.add(fact);
                }
            }
            return facts;
        });
    }

    private record Recorded(
            UUID tenant,
            UUID subscription,
            long place,
            Instant at,
            String status,
            String plan,
            @Nullable Money amount,
            @Nullable BillingInterval interval) {
        static Recorded of(Row row) {
            Long minor = row.orNull("after_minor", Long.class);
            String unit = row.orNull("interval_unit", String.class);
            return new Recorded(
                    row.get("tenant_id", UUID.class),
                    row.get("subscription_id", UUID.class),
                    row.get("place", Long.class),
                    row.get("at", OffsetDateTime.class).toInstant(),
                    row.get("after_status", String.class),
                    row.get("after_plan", String.class).replaceFirst("@\\d+$", ""),
                    minor == null ? null : Money.of(minor, row.get("currency", String.class)),
                    unit == null
                            ? null
                            : new BillingInterval(
                                    BillingInterval.Unit.valueOf(unit), row.get("interval_count", Integer.class)));
        }

        /** What ends without an amount ends what it was; what never had one and brings nothing is no fact. */
        @Nullable
        SubscriptionFact fact(@Nullable SubscriptionFact before) {
            ProviderStatus known = known();
            boolean pays = known == ProviderStatus.ACTIVE || known == ProviderStatus.PAST_DUE;
            Money price = amount;
            BillingInterval every = interval;
            if (pays && (price == null || every == null)) {
                throw MetricsRefusedException.unreadable(
                        subscription.toString(), price == null ? "amount" : "interval");
            }
            if (before != null) {
                price = price == null ? before.price() : price;
                every = every == null ? before.interval() : every;
            }
            return price == null || every == null
                    ? null
                    : new SubscriptionFact(
                            tenant.toString(), subscription.toString(), at, place, known, plan, price, every, 1, null);
        }

        private ProviderStatus known() {
            return Arrays.stream(ProviderStatus.values())
                    .filter(each ->
                            each != ProviderStatus.UNRECOGNIZED && each.name().equals(status))
                    .findFirst()
                    .orElseThrow(() ->
                            MetricsRefusedException.unreadable(subscription.toString(), "status in words we know"));
        }
    }
}
