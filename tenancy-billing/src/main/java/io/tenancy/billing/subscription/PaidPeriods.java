package io.tenancy.billing.subscription;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.AlertRows;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import io.tenancy.billing.internal.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions at gateways that do not charge again by themselves: each payment of an order of ours pays for one period more, once,
 * however often it is told. What was asked for is compared with what was paid. Thread-safe.
 */
final class PaidPeriods {
    private final Database database;

    PaidPeriods(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
    }

    private record Sale(String plan, int version, long quantity, Money price, BillingInterval interval) {
        static Optional<Sale> of(Row row) {
            String plan = row.orNull("plan", String.class);
            return plan == null
                    ? Optional.empty()
                    : Optional.of(new Sale(
                            plan,
                            row.get("plan_version", Integer.class),
                            row.get("quantity", Long.class),
                            Money.of(row.get("amount_minor", Long.class), row.get("currency", String.class)),
                            new BillingInterval(
                                    BillingInterval.Unit.valueOf(row.get("interval_unit", String.class)),
                                    row.get("interval_count", Integer.class))));
        }

        Money total() {
            return price.times(quantity);
        }
    }

    SyncOutcome apply(PaymentGateway gateway, ProviderPayment payment, String cause) {
        if (payment.status() != ProviderPayment.Status.PAID) {
            // Part of it, or on its way: gives nothing.
            return new SyncOutcome.Ignored("not paid: " + payment.status());
        }
        String reference = payment.reference();
        Optional<OperationKey> key = reference == null ? Optional.empty() : OperationKey.parse(reference);
        return key.isEmpty()
                ? new SyncOutcome.Unexplained("a payment that we did not order")
                : database.in("apply a payment", dsl -> apply(dsl, gateway, key.get(), payment, cause));
    }

    private SyncOutcome apply(
            Transaction dsl, PaymentGateway gateway, OperationKey key, ProviderPayment payment, String cause) {
        Optional<Sale> sale = dsl.query(
                        "select plan, plan_version, quantity, amount_minor, currency, interval_unit, interval_count"
                                + " from tenancy.billing_intent where key = ? and gateway = ? and mode = ?",
                        key.text(),
                        gateway.profile().name(),
                        gateway.mode().name())
                .first(Sale::of)
                .flatMap(found -> found);
        if (sale.isEmpty()) {
            return new SyncOutcome.Unexplained("a payment that we did not order");
        }
        if (!sale.get().total().equals(payment.amount())) {
            return new SyncOutcome.Unexplained("another amount than we asked for");
        }
        int first = dsl.execute(
                "insert into tenancy.billing_payment (gateway, mode, payment_id, tenant_id, key, paid_at) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                gateway.profile().name(),
                gateway.mode().name(),
                payment.id(),
                key.tenant().value(),
                key.text(),
                database.now());
        if (first == 0) {
            return new SyncOutcome.Applied(false);
        }
        return extend(dsl, gateway, key, sale.get(), cause);
    }

    private SyncOutcome extend(Transaction dsl, PaymentGateway gateway, OperationKey key, Sale sale, String cause) {
        @Nullable
        Subscription before = dsl.query(
                        "select " + SubscriptionRows.COLUMNS + " from tenancy.billing_subscription"
                                + " where tenant_id = ? and access <> 'ENDED' for update",
                        key.tenant().value())
                .first(SubscriptionRows::read)
                .orElse(null);
        if (before != null && before.providerId() != null) {
            AlertRows.raise(
                    dsl,
                    database,
                    "billing.paid_twice",
                    key.tenant().value().toString(),
                    "A tenant whose subscription renews by itself has paid for a period beside it");
            return new SyncOutcome.Unexplained("the tenant has a subscription that renews by itself");
        }
        Instant now = database.now().toInstant();
        @Nullable Instant paidUntil = before == null ? null : before.periodEnd();
        Instant start = paidUntil == null || paidUntil.isBefore(now) ? now : paidUntil;
        Instant end = end(start, sale.interval());
        UUID id = before == null ? database.newId() : before.id();
        Subscription after = new Subscription(
                key.tenant(),
                id,
                gateway.profile().name(),
                null,
                sale.plan(),
                sale.version(),
                sale.quantity(),
                sale.total(),
                ProviderStatus.ACTIVE,
                AccessState.ACTIVE,
                end,
                null,
                false,
                null,
                null,
                null);
        ProviderSubscription seen = ProviderSubscription.of(id.toString(), ProviderStatus.ACTIVE, "paid")
                .price(null, sale.quantity(), sale.total(), sale.interval())
                .period(start, end)
                .build();
        SubscriptionRows.write(dsl, database, gateway.mode().name(), after, seen);
        boolean changed = Transitions.differ(before, after);
        if (changed) {
            Transitions.write(dsl, database, before, after, cause);
        }
        return new SyncOutcome.Applied(changed);
    }

    private static Instant end(Instant start, BillingInterval interval) {
        Period period = switch (interval.unit()) {
            case DAY -> Period.ofDays(interval.count());
            case WEEK -> Period.ofWeeks(interval.count());
            case MONTH -> Period.ofMonths(interval.count());
            case YEAR -> Period.ofYears(interval.count());
        };
        return start.atZone(ZoneOffset.UTC).plus(period).toInstant();
    }
}
