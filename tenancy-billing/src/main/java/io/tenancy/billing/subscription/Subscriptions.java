package io.tenancy.billing.subscription;

import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.CancelWhen;
import io.tenancy.billing.Capability;
import io.tenancy.billing.ChangePreview;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.Gateways;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanChange;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.Subscription;
import io.tenancy.billing.internal.Database;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.tenant.TenantId;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of tenants, begun and changed. Every order to a gateway is written down before it is sent and has its effect once; what it
 * changes is seen when the gateway says so, by its event or by {@link #refresh}. Nothing here changes what a plan allows: that follows the
 * subscription. Thread-safe; no method may be called with a transaction open.
 *
 * <pre>{@code
 * Subscriptions subscriptions = Subscriptions.over(worker, admin, gateways, clock);
 * for (String gateway : subscriptions.gatewaysFor("pro", BillingInterval.MONTHLY, dollars, "CL")) { ... }
 * URI page = subscriptions.checkout(tenant, "stripe", wish).require().url().reveal();
 * }</pre>
 */
public final class Subscriptions {
    private final Database database;
    private final Gateways gateways;
    private final PlanRegistry plans;
    private final Operations operations;
    private final PriceBook prices;
    private final CustomerBook customers;
    private final SubscriptionSync sync;

    private Subscriptions(DataSource worker, DataSource admin, Gateways gateways, Clock clock, Resilience resilience) {
        this.database = new Database(worker, clock);
        this.gateways = gateways;
        this.plans = PlanRegistry.over(admin, clock);
        this.operations = new Operations(worker, clock, resilience);
        this.prices = new PriceBook(worker, clock, operations);
        this.customers = new CustomerBook(worker, clock, operations);
        this.sync = new SubscriptionSync(worker, clock);
    }

    /**
     * Makes one that bears failures as usual.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param admin connects as {@code tenancy_admin}
     * @param gateways whom to ask
     * @param clock stamps what is written
     * @return the subscriptions
     */
    public static Subscriptions over(DataSource worker, DataSource admin, Gateways gateways, Clock clock) {
        return over(worker, admin, gateways, clock, Resilience.USUAL);
    }

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param admin connects as {@code tenancy_admin}
     * @param gateways whom to ask
     * @param clock stamps what is written
     * @param resilience how failures are borne
     * @return the subscriptions
     */
    public static Subscriptions over(
            DataSource worker, DataSource admin, Gateways gateways, Clock clock, Resilience resilience) {
        return new Subscriptions(worker, admin, gateways, clock, resilience);
    }

    /**
     * The gateways that somebody can begin to pay for a plan with.
     *
     * @param plan the plan's key
     * @param interval how often
     * @param currency in which currency
     * @param country where, an ISO 3166 code; null if it is not known
     * @return their names, in order of preference; none if the plan is not sold so
     * @throws io.tenancy.jdbc.provision.PlanNotFoundException if there is no such plan
     */
    public List<String> gatewaysFor(
            String plan, BillingInterval interval, Currency currency, @Nullable String country) {
        return price(plans.require(plan, null), interval, currency).isEmpty()
                ? List.of()
                : gateways.fitting(currency, country);
    }

    /**
     * Makes a page where a tenant begins to pay. With the plan's days of trial, if the gateway knows trials.
     *
     * @param tenant whose
     * @param gateway by its name
     * @param wish what for
     * @return the page
     * @throws PriceNotSoldException if the plan is not sold so
     * @throws io.tenancy.jdbc.provision.PlanNotFoundException if there is no such plan
     * @throws io.tenancy.billing.GatewayNotFoundException if there is no such gateway
     */
    public GatewayAnswer<CheckoutPage> checkout(TenantId tenant, String gateway, CheckoutWish wish) {
        PaymentGateway at = gateways.require(gateway);
        Plan plan = plans.require(wish.plan(), null);
        PlanPrice price = requirePrice(plan, wish.interval(), wish.currency());
        int trial = at.profile().can(Capability.TRIAL) ? plan.terms().trialDays() : 0;
        return prices.idOf(at, price)
                .then(priceId -> customers
                        .idOf(at, tenant, wish.name(), wish.email())
                        .then(customer -> page(at, tenant, wish, price, priceId, trial, customer)));
    }

    private GatewayAnswer<CheckoutPage> page(
            PaymentGateway at,
            TenantId tenant,
            CheckoutWish wish,
            PlanPrice price,
            String priceId,
            int trial,
            Optional<String> customer) {
        OperationKey key = new OperationKey(tenant, "checkout", wish.operation());
        CheckoutOrder order = new CheckoutOrder(
                price,
                priceId,
                wish.quantity(),
                trial,
                customer.orElse(null),
                wish.email(),
                wish.success(),
                wish.cancel(),
                wish.events());
        return operations.run(new GatewayOrder<>(
                at,
                key,
                MadeObject.CHECKOUT,
                customer.orElse(""),
                order.toString(),
                gateway -> gateway.checkout(order, key),
                CheckoutPage::id,
                null,
                price,
                wish.quantity()));
    }

    /**
     * The subscription of a tenant that goes on.
     *
     * @param tenant whose
     * @return empty if it has none, or it has ended
     */
    public Optional<Subscription> current(TenantId tenant) {
        return database.in(
                "look at a subscription",
                dsl -> dsl.query(
                                "select " + SubscriptionRows.COLUMNS
                                        + " from tenancy.billing_subscription where tenant_id = ? and access <> 'ENDED'",
                                tenant.value())
                        .first(SubscriptionRows::read));
    }

    /**
     * As {@link #current}, for whoever believes that there is one.
     *
     * @param tenant whose
     * @return the subscription
     * @throws SubscriptionNotFoundException if there is none
     */
    public Subscription require(TenantId tenant) {
        return current(tenant).orElseThrow(() -> new SubscriptionNotFoundException(tenant));
    }

    /**
     * Asks the gateway how a tenant's subscription stands, and applies that.
     *
     * @param tenant whose
     * @return what came of it
     * @throws SubscriptionNotFoundException if there is none
     */
    public SyncOutcome refresh(TenantId tenant) {
        Subscription now = require(tenant);
        return sync.subscription(gateways.require(now.gateway()), providerId(now), "asked");
    }

    /**
     * What it would cost to move to another plan now.
     *
     * @param tenant whose
     * @param plan the plan's key; its newest version
     * @param interval how often
     * @return the costs, as the gateway reckons them
     * @throws SubscriptionNotFoundException if there is none
     * @throws PriceNotSoldException if the plan is not sold so
     */
    public GatewayAnswer<ChangePreview> preview(TenantId tenant, String plan, BillingInterval interval) {
        Subscription now = require(tenant);
        PaymentGateway gateway = gateways.require(now.gateway());
        PlanPrice price = requirePrice(plans.require(plan, null), interval, currency(now));
        return prices.idOf(gateway, price)
                .then(id -> gateway.previewChange(
                        new PlanChange(providerId(now), price, id, now.quantity(), PlanChange.When.NOW, null)));
    }

    /**
     * Moves to another plan.
     *
     * @param tenant whose
     * @param operation drawn once by whoever asks
     * @param plan the plan's key; its newest version
     * @param interval how often
     * @param when at once, paying the difference, or when the period ends
     * @param asOf that of the preview that was shown; null for none
     * @return the subscription at the gateway
     * @throws SubscriptionNotFoundException if there is none
     * @throws PriceNotSoldException if the plan is not sold so
     */
    public GatewayAnswer<ProviderSubscription> change(
            TenantId tenant,
            UUID operation,
            String plan,
            BillingInterval interval,
            PlanChange.When when,
            @Nullable Instant asOf) {
        Subscription now = require(tenant);
        PlanPrice price = requirePrice(plans.require(plan, null), interval, currency(now));
        return prices.idOf(gateways.require(now.gateway()), price).then(id -> {
            PlanChange change = new PlanChange(providerId(now), price, id, now.quantity(), when, asOf);
            return order(
                    now, operation, "change", change.toString(), (gateway, key) -> gateway.changePlan(change, key));
        });
    }

    /**
     * Ends a tenant's subscription.
     *
     * @param tenant whose
     * @param operation drawn once by whoever asks
     * @param when when
     * @return the subscription at the gateway
     * @throws SubscriptionNotFoundException if there is none
     */
    public GatewayAnswer<ProviderSubscription> cancel(TenantId tenant, UUID operation, CancelWhen when) {
        Subscription now = require(tenant);
        String id = providerId(now);
        return order(now, operation, "cancel", id + when, (gateway, key) -> gateway.cancel(id, when, key));
    }

    /**
     * Takes back an end that has not come yet.
     *
     * @param tenant whose
     * @param operation drawn once by whoever asks
     * @return the subscription at the gateway
     * @throws SubscriptionNotFoundException if there is none
     */
    public GatewayAnswer<ProviderSubscription> resume(TenantId tenant, UUID operation) {
        Subscription now = require(tenant);
        String id = providerId(now);
        return order(now, operation, "resume", id, (gateway, key) -> gateway.resume(id, key));
    }

    /**
     * A page where a tenant helps itself.
     *
     * @param tenant whose
     * @param back where the browser goes afterwards
     * @return the page, for once
     * @throws SubscriptionNotFoundException if it has no customer at the gateway
     */
    public GatewayAnswer<SecretUrl> portal(TenantId tenant, URI back) {
        PaymentGateway gateway = gateways.require(require(tenant).gateway());
        return gateway.portal(
                customers.find(gateway, tenant).orElseThrow(() -> new SubscriptionNotFoundException(tenant)), back);
    }

    /**
     * Asks gateways what became of orders that nobody knows the end of, because an answer was lost or a node died. Orders nothing.
     *
     * @return how many are known now
     */
    public int reconcile() {
        return operations.reconcile(gateways);
    }

    private interface Change {
        GatewayAnswer<ProviderSubscription> make(PaymentGateway gateway, OperationKey key);
    }

    private GatewayAnswer<ProviderSubscription> order(
            Subscription now, UUID operation, String kind, String request, Change change) {
        PaymentGateway gateway = gateways.require(now.gateway());
        OperationKey key = new OperationKey(now.tenant(), kind, operation);
        Function<PaymentGateway, GatewayAnswer<ProviderSubscription>> send = it -> change.make(it, key);
        return operations.run(new GatewayOrder<>(
                gateway, key, null, "", request, send, ProviderSubscription::id, gateway::subscription));
    }

    private static PlanPrice requirePrice(Plan plan, BillingInterval interval, Currency currency) {
        return price(plan, interval, currency).orElseThrow(() -> new PriceNotSoldException(plan, interval, currency));
    }

    private static Optional<PlanPrice> price(Plan plan, BillingInterval interval, Currency currency) {
        return PriceBook.pricesOf(plan).stream()
                .filter(price -> price.interval().equals(interval)
                        && price.amount().currency().equals(currency))
                .findFirst();
    }

    private static String providerId(Subscription subscription) {
        String id = subscription.providerId();
        if (id == null) {
            throw new SubscriptionNotFoundException(subscription.tenant());
        }
        return id;
    }

    private static Currency currency(Subscription subscription) {
        var amount = subscription.amount();
        if (amount == null) {
            throw new SubscriptionNotFoundException(subscription.tenant());
        }
        return amount.currency();
    }
}
