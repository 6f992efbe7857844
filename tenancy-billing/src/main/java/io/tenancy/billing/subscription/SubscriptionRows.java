package io.tenancy.billing.subscription;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import io.tenancy.billing.internal.Transaction;
import io.tenancy.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscriptions in the database. Stateless. */
final class SubscriptionRows {
    static final String COLUMNS =
            "tenant_id, id, gateway, mode, provider_id, plan, plan_version, quantity, amount_minor, currency,"
                    + " provider_status, access, period_end, trial_ends_at, cancel_at_period_end, next_plan, late_since, grace_until";

    private SubscriptionRows() {}

    static Subscription read(Row row) {
        Long minor = row.orNull("amount_minor", Long.class);
        String currency = row.orNull("currency", String.class);
        return new Subscription(
                TenantId.of(row.get("tenant_id", UUID.class)),
                row.get("id", UUID.class),
                row.get("gateway", String.class),
                row.orNull("provider_id", String.class),
                row.get("plan", String.class),
                row.get("plan_version", Integer.class),
                row.get("quantity", Long.class),
                minor == null || currency == null ? null : Money.of(minor, currency),
                ProviderStatus.valueOf(row.get("provider_status", String.class)),
                AccessState.valueOf(row.get("access", String.class)),
                Database.instant(row, "period_end"),
                Database.instant(row, "trial_ends_at"),
                row.get("cancel_at_period_end", Boolean.class),
                row.orNull("next_plan", String.class),
                Database.instant(row, "late_since"),
                Database.instant(row, "grace_until"));
    }

    static Optional<Subscription> lock(Transaction dsl, UUID tenant, UUID id) {
        return dsl.query(
                        "select " + COLUMNS
                                + " from tenancy.billing_subscription where tenant_id = ? and id = ? for update",
                        tenant,
                        id)
                .first(SubscriptionRows::read);
    }

    static void write(Transaction dsl, Database database, String mode, Subscription now, ProviderSubscription seen) {
        Money amount = now.amount();
        BillingInterval interval = seen.interval();
        dsl.execute(
                "insert into tenancy.billing_subscription (tenant_id, id, gateway, mode, provider_id, customer_id, plan, plan_version,"
                        + " quantity, amount_minor, currency, interval_unit, interval_count, provider_status, raw_status, access,"
                        + " since, period_start, period_end, trial_ends_at, cancel_at_period_end, next_plan, late_since, grace_until,"
                        + " ended_at, changed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (tenant_id, id) do update set customer_id = excluded.customer_id, plan = excluded.plan,"
                        + " plan_version = excluded.plan_version, quantity = excluded.quantity, amount_minor = excluded.amount_minor,"
                        + " currency = excluded.currency, interval_unit = excluded.interval_unit,"
                        + " interval_count = excluded.interval_count, provider_status = excluded.provider_status,"
                        + " raw_status = excluded.raw_status, access = excluded.access, period_start = excluded.period_start,"
                        + " period_end = excluded.period_end, trial_ends_at = excluded.trial_ends_at,"
                        + " cancel_at_period_end = excluded.cancel_at_period_end, next_plan = excluded.next_plan,"
                        + " late_since = excluded.late_since, grace_until = excluded.grace_until, ended_at = excluded.ended_at,"
                        + " changed_at = excluded.changed_at",
                now.tenant().value(),
                now.id(),
                now.gateway(),
                mode,
                now.providerId(),
                seen.customerId(),
                now.plan(),
                now.planVersion(),
                now.quantity(),
                amount == null ? null : amount.amountMinor(),
                amount == null ? null : amount.currency().getCurrencyCode(),
                interval == null ? null : interval.unit().name(),
                interval == null ? null : interval.count(),
                now.status().name(),
                seen.rawStatus(),
                now.access().name(),
                database.now(),
                Database.atOrNull(seen.periodStart()),
                Database.atOrNull(now.periodEnd()),
                Database.atOrNull(now.trialEnd()),
                now.cancelAtPeriodEnd(),
                now.nextPlan(),
                Database.atOrNull(now.lateSince()),
                Database.atOrNull(now.graceUntil()),
                Database.atOrNull(endedAt(now, seen, database)),
                database.now());
    }

    private static @Nullable Instant endedAt(Subscription now, ProviderSubscription seen, Database database) {
        if (now.access() != AccessState.ENDED) {
            return null;
        }
        Instant told = seen.endedAt();
        return told == null ? database.now().toInstant() : told;
    }
}
