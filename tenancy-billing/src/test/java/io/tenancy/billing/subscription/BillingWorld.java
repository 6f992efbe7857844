package io.tenancy.billing.subscription;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.CustomerOrder;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.Gateways;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.SubscribeOrder;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.stripe.StripeBench;
import io.tenancy.billing.testing.BillingDatabase;
import io.tenancy.billing.webhook.EventWorker;
import io.tenancy.billing.webhook.WebhookReceiver;
import io.tenancy.entitlement.EndPolicy;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.Price;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.stripe.FakeStripe;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** A platform with two plans, sold over the fake Stripe. */
final class BillingWorld implements AutoCloseable {
    static final Attribution OPS = new Attribution("ops:anna", "test");
    static final Resilience HASTY = new Resilience(4, Duration.ofMillis(1), Duration.ofMillis(50));

    final BillingDatabase database = BillingDatabase.create();
    final StripeBench bench = new StripeBench();
    final FakeStripe stripe = bench.provider();
    final SettableClock clock = stripe.clock();
    final PaymentGateway gateway = bench.open(bench.settings());
    final Gateways gateways = Gateways.builder(io.tenancy.billing.GatewayParts.of(clock))
            .add("stripe", gateway)
            .build();
    final Operations operations = new Operations(database.worker(), clock, HASTY);
    final PriceBook prices = new PriceBook(database.worker(), clock, operations);
    final TenantRegistry tenants = TenantRegistry.over(database.admin(), clock);
    final PlanRegistry plans = PlanRegistry.over(database.admin(), clock);
    final SubscriptionSync sync = new SubscriptionSync(database.worker(), clock);
    final EventWorker worker = new EventWorker(database.worker(), gateways, sync, clock);
    final WebhookReceiver receiver = WebhookReceiver.over(database.worker(), gateways, clock);
    final PlanPrice starter = new PlanPrice("starter", 1, BillingInterval.MONTHLY, Money.of(4900, "USD"));
    final PlanPrice pro = new PlanPrice("pro", 1, BillingInterval.MONTHLY, Money.of(9900, "USD"));
    final String starterId;
    final String proId;

    BillingWorld() {
        plans.publish(List.of(plan(starter), plan(pro)), OPS);
        starterId = prices.idOf(gateway, starter).require();
        proId = prices.idOf(gateway, pro).require();
    }

    private static Plan plan(PlanPrice price) {
        Currency dollars = price.amount().currency();
        return new Plan(
                price.plan(),
                1,
                price.plan(),
                Plan.Kind.BASE,
                List.of(new Price(dollars, OptionalLong.of(price.amount().amountMinor()), OptionalLong.empty())),
                new Plan.Terms(14, 7, false),
                Map.of());
    }

    TenantId tenant(String key) {
        return tenants.create(TenantKey.of(key), key, OPS).id();
    }

    EffectWorker effects(SubscriptionListener listener) {
        return new EffectWorker(
                database.worker(),
                new TenantFollower(database.admin(), EndPolicy.parse("restrict"), clock),
                listener,
                clock);
    }

    OperationKey key(TenantId tenant, String operation) {
        return new OperationKey(tenant, operation, UUID.randomUUID());
    }

    String customer(TenantId tenant) {
        return gateway.createCustomer(new CustomerOrder("Acme", "pay@acme.example"), key(tenant, "customer"))
                .require();
    }

    /** Subscribes the way the SDK does: written down first. */
    String subscribe(TenantId tenant, int trialDays) {
        return subscribe(tenant, customer(tenant), key(tenant, "subscribe"), trialDays)
                .require()
                .id();
    }

    GatewayAnswer<ProviderSubscription> subscribe(TenantId tenant, String customer, OperationKey key, int trialDays) {
        return subscribe(operations, customer, key, trialDays);
    }

    GatewayAnswer<ProviderSubscription> subscribe(Operations by, String customer, OperationKey key, int trialDays) {
        SubscribeOrder order = new SubscribeOrder(starter, starterId, 1, trialDays, customer);
        return by.run(new GatewayOrder<>(
                gateway,
                key,
                MadeObject.SUBSCRIPTION,
                customer,
                order.toString(),
                it -> it.subscribe(order, key),
                ProviderSubscription::id,
                gateway::subscription));
    }

    int deliver(EmittedWebhook webhook) {
        Map<String, List<String>> headers = new HashMap<>();
        webhook.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return receiver.receive("stripe", new WebhookRequest("POST", "", headers, webhook.body()));
    }

    /** Delivers what the fake wants to tell, and works until nothing is left. */
    void settle() {
        for (EmittedWebhook webhook : stripe.takeWebhooks()) {
            int status = deliver(webhook);
            if (status != 200) {
                throw new AssertionError(webhook + " was answered " + status);
            }
        }
        worker.drain();
    }

    @Override
    public void close() {
        bench.close();
        database.close();
    }
}
