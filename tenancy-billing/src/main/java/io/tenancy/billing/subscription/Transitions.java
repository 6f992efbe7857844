package io.tenancy.billing.subscription;

import io.tenancy.billing.Money;
import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Transaction;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down a difference between two states, and that something is to follow from it: both or neither. Stateless. */
final class Transitions {
    private Transitions() {}

    /** Whether something follows. A period that goes on by itself is no difference. */
    static boolean differ(@Nullable Subscription before, Subscription after) {
        return before == null
                || before.access() != after.access()
                || before.status() != after.status()
                || !before.plan().equals(after.plan())
                || before.planVersion() != after.planVersion()
                || before.quantity() != after.quantity()
                || before.cancelAtPeriodEnd() != after.cancelAtPeriodEnd()
                || !Objects.equals(before.nextPlan(), after.nextPlan())
                || !Objects.equals(before.amount(), after.amount());
    }

    static void write(
            Transaction dsl, Database database, @Nullable Subscription before, Subscription after, String cause) {
        UUID id = database.newId();
        Money old = before == null ? null : before.amount();
        Money now = after.amount();
        dsl.execute(
                "insert into tenancy.billing_transition (tenant_id, id, subscription_id, at, cause, before_access, after_access,"
                        + " before_status, after_status, before_plan, after_plan, before_minor, after_minor, currency,"
                        + " interval_unit, interval_count)"
                        // The subscription's row has been written by now.
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (select interval_unit from tenancy.billing_subscription where tenant_id = ? and id = ?),"
                        + " (select interval_count from tenancy.billing_subscription where tenant_id = ? and id = ?))",
                after.tenant().value(),
                id,
                after.id(),
                database.now(),
                cause,
                before == null ? null : before.access().name(),
                after.access().name(),
                before == null ? null : before.status().name(),
                after.status().name(),
                before == null ? null : before.plan() + "@" + before.planVersion(),
                after.plan() + "@" + after.planVersion(),
                old == null ? null : old.amountMinor(),
                now == null ? null : now.amountMinor(),
                now == null ? null : now.currency().getCurrencyCode(),
                after.tenant().value(),
                after.id(),
                after.tenant().value(),
                after.id());
        dsl.execute(
                "insert into tenancy.billing_effect (id, tenant_id, subscription_id, created_at, state, next_attempt_at)"
                        + " values (?, ?, ?, ?, 'WAITING', ?)",
                id,
                after.tenant().value(),
                after.id(),
                database.now(),
                database.now());
    }
}
