package io.tenancy.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionUpdateParams;
import io.tenancy.billing.CancelWhen;
import io.tenancy.billing.Capability;
import io.tenancy.billing.ChangePreview;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.CustomerOrder;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewayProfile;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanChange;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.RefundOrder;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.SubscribeOrder;
import io.tenancy.billing.UsageRecord;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Stripe. An instance of its client, nothing static. Thread-safe. */
final class StripeGateway implements PaymentGateway {
    private static final Set<Capability> CAPABILITIES = EnumSet.allOf(Capability.class);

    private final GatewayMode mode;
    private final GatewayProfile profile;
    private final StripeClient client;
    private final StripeOrders orders;
    private final StripePlanChanges changes;
    private final StripeSearch search;
    private final StripeWebhooks webhooks;

    StripeGateway(GatewaySettings settings, GatewayParts parts) {
        mode = settings.mode();
        profile = new GatewayProfile(settings.name(), CAPABILITIES, Set.of(), Set.of());
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        URI base = settings.baseUrl();
        StripeClient.StripeClientBuilder builder = StripeClient.builder()
                .setApiKey(settings.require("secretKey"))
                .setHttpClient(new StripeTransport(parts.http(), settings.timeout()))
                .setConnectTimeout(timeout)
                .setReadTimeout(timeout)
                // One place tries again, for every gateway alike and with what we know of the operation: not two inside
                // each other.
                .setMaxNetworkRetries(0);
        if (base != null) {
            builder.setApiBase(base.toString())
                    .setFilesBase(base.toString())
                    .setConnectBase(base.toString())
                    .setMeterEventsBase(base.toString());
        }
        client = builder.build();
        orders = new StripeOrders(client, "pause".equals(settings.value("missingPaymentMethod")));
        changes = new StripePlanChanges(client, parts.clock());
        search = new StripeSearch(client);
        webhooks = new StripeWebhooks(
                settings.require("webhookSecret"), settings.value("previousWebhookSecret"), parts.clock());
    }

    static RequestOptions keyed(OperationKey key, String step) {
        return RequestOptions.builder().setIdempotencyKey(key.text() + step).build();
    }

    @Override
    public GatewayProfile profile() {
        return profile;
    }

    @Override
    public GatewayMode mode() {
        return mode;
    }

    @Override
    public GatewayAnswer<String> ping() {
        return StripeErrors.asking(() -> {
            var unused = client.v1().balance().retrieve();
            return "stripe " + mode.word();
        });
    }

    @Override
    public GatewayAnswer<String> publishPrice(PlanPrice price, OperationKey key) {
        return search.price(price.reference())
                .then(known -> known.map(GatewayAnswer::done).orElseGet(() -> orders.price(price, key)));
    }

    @Override
    public GatewayAnswer<String> createCustomer(CustomerOrder order, OperationKey key) {
        return orders.customer(order, key);
    }

    @Override
    public GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        return orders.checkout(order, key);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> subscribe(SubscribeOrder order, OperationKey key) {
        return orders.subscribe(order, key);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> subscription(String id) {
        return StripeErrors.asking(() -> StripeSnapshots.subscription(client.v1()
                .subscriptions()
                .retrieve(
                        id,
                        SubscriptionRetrieveParams.builder()
                                .addExpand("schedule")
                                .build())));
    }

    @Override
    public GatewayAnswer<ChangePreview> previewChange(PlanChange change) {
        return changes.preview(change);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> changePlan(PlanChange change, OperationKey key) {
        return change.when() == PlanChange.When.NOW ? changes.now(change, key) : changes.atPeriodEnd(change, key);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> cancel(String id, CancelWhen when, OperationKey key) {
        if (when == CancelWhen.PERIOD_END) {
            return changes.free(id, key)
                    .then(unused ->
                            update(id, SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true), key));
        }
        return StripeErrors.changing(() -> StripeSnapshots.subscription(client.v1()
                .subscriptions()
                .cancel(id, SubscriptionCancelParams.builder().build())));
    }

    @Override
    public GatewayAnswer<ProviderSubscription> resume(String id, OperationKey key) {
        return update(id, SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(false), key);
    }

    @Override
    public GatewayAnswer<ProviderSubscription> extendTrial(String id, Instant until, OperationKey key) {
        return update(
                id,
                SubscriptionUpdateParams.builder()
                        .setTrialEnd(until.getEpochSecond())
                        .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.NONE),
                key);
    }

    private GatewayAnswer<ProviderSubscription> update(
            String id, SubscriptionUpdateParams.Builder params, OperationKey key) {
        return StripeErrors.changing(() -> StripeSnapshots.subscription(client.v1()
                .subscriptions()
                .update(id, params.addExpand("schedule").build(), keyed(key, ""))));
    }

    @Override
    public GatewayAnswer<ProviderPayment> payment(String id) {
        if (id.startsWith("cs_")) {
            return StripeErrors.asking(() -> {
                Session page = client.v1().checkout().sessions().retrieve(id);
                return StripeOrders.paymentOf(page);
            });
        }
        return StripeErrors.asking(() -> StripeSnapshots.payment(client.v1()
                .paymentIntents()
                .retrieve(
                        id,
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge")
                                .build())));
    }

    @Override
    public GatewayAnswer<ProviderRefund> refund(RefundOrder order, OperationKey key) {
        return orders.refund(order, key);
    }

    @Override
    public GatewayAnswer<String> credit(String customerId, Money amount, OperationKey key) {
        return orders.credit(customerId, amount, key);
    }

    @Override
    public GatewayAnswer<SecretUrl> portal(String customerId, URI back) {
        return orders.portal(customerId, back);
    }

    @Override
    public GatewayAnswer<String> recordUsage(UsageRecord usage) {
        return orders.usage(usage);
    }

    @Override
    public GatewayAnswer<Optional<String>> find(MadeObject kind, OperationKey key, String within) {
        return search.find(kind, key, within);
    }

    @Override
    public WebhookVerdict verify(WebhookRequest request) {
        return webhooks.verify(request);
    }

    @Override
    public String toString() {
        return "StripeGateway[" + profile.name() + ", " + mode + "]";
    }
}
