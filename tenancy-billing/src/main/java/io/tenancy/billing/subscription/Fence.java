package io.tenancy.billing.subscription;

import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Hands out the numbers by which answers of gateways are put in order. Thread-safe. */
final class Fence {
    private final Database database;

    Fence(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
    }

    /** The right to apply one answer, while nobody takes a higher number. */
    record Ticket(UUID tenant, UUID subscription, String providerId, long number) {
        private static Ticket of(Row row) {
            return new Ticket(
                    row.get("tenant_id", UUID.class),
                    row.get("subscription_id", UUID.class),
                    row.get("provider_id", String.class),
                    row.get("sync_seq", Long.class));
        }
    }

    /** The next number; empty for a subscription that was never seen. */
    Optional<Ticket> next(PaymentGateway gateway, String providerId) {
        return database.in(
                "take a number",
                dsl -> dsl.query(
                                "update tenancy.billing_fence set sync_seq = sync_seq + 1"
                                        + " where gateway = ? and mode = ? and provider_id = ?"
                                        + " returning tenant_id, subscription_id, provider_id, sync_seq",
                                gateway.profile().name(),
                                gateway.mode().name(),
                                providerId)
                        .first(Ticket::of));
    }

    /** Makes a fence for a subscription that one of our operations began; empty if none of ours did. */
    Optional<Ticket> adopt(PaymentGateway gateway, ProviderSubscription seen) {
        String reference = seen.reference();
        Optional<OperationKey> key = reference == null ? Optional.empty() : OperationKey.parse(reference);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        boolean ours = database.in("look for what was ordered", dsl -> {
            boolean ordered = dsl.query(
                            "select 1 from tenancy.billing_intent where key = ? and gateway = ? and mode = ?",
                            key.get().text(),
                            gateway.profile().name(),
                            gateway.mode().name())
                    .first(row -> true)
                    .isPresent();
            if (ordered) {
                dsl.execute(
                        "insert into tenancy.billing_fence (gateway, mode, provider_id, tenant_id, subscription_id)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing",
                        gateway.profile().name(),
                        gateway.mode().name(),
                        seen.id(),
                        key.get().tenant().value(),
                        database.newId());
            }
            return ordered;
        });
        return ours ? next(gateway, seen.id()) : Optional.empty();
    }
}
