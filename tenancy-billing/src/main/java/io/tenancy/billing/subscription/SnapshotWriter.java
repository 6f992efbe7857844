package io.tenancy.billing.subscription;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.AlertRows;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import io.tenancy.billing.internal.Transaction;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Applies what a gateway said, behind the fence: state, difference and what follows from it in one transaction. Thread-safe. */
final class SnapshotWriter {
    private final Database database;
    private final CrashPoints crash;

    SnapshotWriter(DataSource worker, Clock clock, CrashPoints crash) {
        this.database = new Database(worker, clock);
        this.crash = crash;
    }

    private record PlanOf(String plan, int version, Duration grace) {
        static PlanOf of(Row row) {
            return new PlanOf(
                    row.get("plan", String.class),
                    row.get("plan_version", Integer.class),
                    Duration.ofDays(row.get("grace_days", Integer.class)));
        }
    }

    SyncOutcome apply(PaymentGateway gateway, Fence.Ticket ticket, ProviderSubscription seen, String cause) {
        SyncOutcome outcome = database.in("apply what a gateway said", dsl -> {
            // Locks the fence until the end: nobody takes a higher number in between.
            int current = dsl.execute(
                    "update tenancy.billing_fence set applied_seq = ? where gateway = ? and mode = ? and provider_id = ?"
                            + " and sync_seq = ?",
                    ticket.number(),
                    gateway.profile().name(),
                    gateway.mode().name(),
                    ticket.providerId(),
                    ticket.number());
            if (current == 0) {
                return new SyncOutcome.Overtaken();
            }
            SyncOutcome done = apply(dsl, gateway, ticket, seen, cause);
            crash.at("applied, not committed");
            return done;
        });
        crash.at("committed");
        return outcome;
    }

    private SyncOutcome apply(
            Transaction dsl, PaymentGateway gateway, Fence.Ticket ticket, ProviderSubscription seen, String cause) {
        if (seen.status() == ProviderStatus.UNRECOGNIZED) {
            String title = "Gateway " + gateway.profile().name() + " says '" + seen.rawStatus()
                    + "' of a subscription: nothing was changed";
            AlertRows.raise(dsl, database, "billing.status_unknown", seen.id(), title);
            return new SyncOutcome.Ignored("an unknown status; nothing was changed");
        }
        Optional<PlanOf> plan = plan(dsl, gateway, seen.priceId());
        if (plan.isEmpty()) {
            return new SyncOutcome.Unexplained("a price that we did not publish");
        }
        @Nullable
        Subscription before = SubscriptionRows.lock(dsl, ticket.tenant(), ticket.subscription())
                .orElse(null);
        if (before != null && before.status().isTerminal()) {
            return new SyncOutcome.Ignored("it has ended");
        }
        Subscription after = after(dsl, gateway, ticket, seen, plan.get(), before);
        SubscriptionRows.write(dsl, database, gateway.mode().name(), after, seen);
        boolean changed = Transitions.differ(before, after);
        if (changed) {
            Transitions.write(dsl, database, before, after, cause);
        }
        return new SyncOutcome.Applied(changed);
    }

    private Subscription after(
            Transaction dsl,
            PaymentGateway gateway,
            Fence.Ticket ticket,
            ProviderSubscription seen,
            PlanOf plan,
            @Nullable Subscription before) {
        Instant now = database.now().toInstant();
        @Nullable Instant late = null;
        if (AccessRules.isLate(seen.status())) {
            late = before == null || before.lateSince() == null ? now : before.lateSince();
        }
        @Nullable AccessState had = before == null ? null : before.access();
        return new Subscription(
                TenantId.of(ticket.tenant()),
                ticket.subscription(),
                gateway.profile().name(),
                ticket.providerId(),
                plan.plan(),
                plan.version(),
                seen.quantity(),
                seen.amount(),
                seen.status(),
                AccessRules.of(seen.status(), late, plan.grace(), had, now),
                seen.periodEnd(),
                seen.trialEnd(),
                seen.cancelAtPeriodEnd(),
                plan(dsl, gateway, seen.nextPriceId()).map(PlanOf::plan).orElse(null),
                late,
                late == null ? null : late.plus(plan.grace()));
    }

    private static Optional<PlanOf> plan(Transaction dsl, PaymentGateway gateway, @Nullable String priceId) {
        return priceId == null
                ? Optional.empty()
                : dsl.query(
                                "select p.plan, p.plan_version, v.grace_days from tenancy.billing_price p join tenancy.plan_version v"
                                        + " on v.plan = p.plan and v.version = p.plan_version"
                                        + " where p.gateway = ? and p.mode = ? and p.price_id = ?",
                                gateway.profile().name(),
                                gateway.mode().name(),
                                priceId)
                        .first(PlanOf::of);
    }
}
