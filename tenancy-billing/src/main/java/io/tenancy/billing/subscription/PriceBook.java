package io.tenancy.billing.subscription;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Capability;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.internal.Database;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.Price;
import io.tenancy.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which of our prices a gateway knows by which id. Prices come from published versions of plans and nowhere else: a new price is a new
 * version, and whoever subscribed to an old one goes on paying that. Thread-safe.
 */
final class PriceBook {
    private static final TenantId PLATFORM = TenantId.of(new UUID(0, 0));

    private final Database database;
    private final Operations operations;

    PriceBook(DataSource worker, Clock clock, Operations operations) {
        this.database = new Database(worker, clock);
        this.operations = operations;
    }

    /** What a plan is sold for. */
    static List<PlanPrice> pricesOf(Plan plan) {
        List<PlanPrice> prices = new ArrayList<>();
        for (Price price : plan.prices()) {
            price.monthly()
                    .ifPresent(amount -> prices.add(new PlanPrice(
                            plan.key(), plan.version(), BillingInterval.MONTHLY, new Money(amount, price.currency()))));
            price.yearly()
                    .ifPresent(amount -> prices.add(new PlanPrice(
                            plan.key(), plan.version(), BillingInterval.YEARLY, new Money(amount, price.currency()))));
        }
        return prices;
    }

    /** The gateway's id of a price, made there first if it is new. */
    GatewayAnswer<String> idOf(PaymentGateway gateway, PlanPrice price) {
        Optional<String> known = find(gateway, price);
        if (known.isPresent()) {
            return GatewayAnswer.done(known.get());
        }
        return publish(gateway, price).map(id -> remember(gateway, price, id));
    }

    private GatewayAnswer<String> publish(PaymentGateway gateway, PlanPrice price) {
        OperationKey key = new OperationKey(PLATFORM, "price", idFor(gateway, price));
        GatewayAnswer<String> answer = operations.run(new GatewayOrder<>(
                gateway,
                key,
                MadeObject.PRICE,
                price.reference(),
                price.toString(),
                it -> it.publishPrice(price, key),
                id -> id,
                GatewayAnswer::done));
        // A gateway without prices of its own sells what the order says; ours is the name.
        return answer instanceof GatewayAnswer.Unsupported
                        || (answer instanceof GatewayAnswer.Refused<String> refused
                                && refused.reason() == Reason.CONFLICT
                                && !gateway.profile().can(Capability.PRICES))
                ? GatewayAnswer.done(price.reference())
                : answer;
    }

    /** Always the same for the same price, so that two nodes that publish it order one thing. */
    private static UUID idFor(PaymentGateway gateway, PlanPrice price) {
        String name = gateway.profile().name() + " " + gateway.mode() + " " + price + " " + price.reference();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> find(PaymentGateway gateway, PlanPrice price) {
        return database.in(
                "look for a price",
                dsl -> dsl.query(
                                "select price_id from tenancy.billing_price where gateway = ? and mode = ? and plan = ? and plan_version = ?"
                                        + " and currency = ? and interval_unit = ? and interval_count = ? and amount_minor = ?",
                                gateway.profile().name(),
                                gateway.mode().name(),
                                price.plan(),
                                price.version(),
                                price.amount().currency().getCurrencyCode(),
                                price.interval().unit().name(),
                                price.interval().count(),
                                price.amount().amountMinor())
                        .first(row -> row.get("price_id", String.class)));
    }

    private String remember(PaymentGateway gateway, PlanPrice price, String id) {
        int unused = database.in(
                "remember a price",
                dsl -> dsl.execute(
                        "insert into tenancy.billing_price (gateway, mode, price_id, plan, plan_version, interval_unit, interval_count,"
                                + " amount_minor, currency) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        gateway.profile().name(),
                        gateway.mode().name(),
                        id,
                        price.plan(),
                        price.version(),
                        price.interval().unit().name(),
                        price.interval().count(),
                        price.amount().amountMinor(),
                        price.amount().currency().getCurrencyCode()));
        return id;
    }
}
