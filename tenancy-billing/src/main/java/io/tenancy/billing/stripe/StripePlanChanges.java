package io.tenancy.billing.stripe;

import static io.tenancy.billing.stripe.StripeGateway.keyed;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionScheduleReleaseParams;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionScheduleUpdateParams.Phase;
import com.stripe.param.SubscriptionUpdateParams;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.ChangePreview;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PlanChange;
import io.tenancy.billing.ProviderSubscription;
import java.time.Clock;
import java.time.Instant;

/**
 * Moves subscriptions to other prices: at once with the difference billed, and only if it is paid; or at the end of the period by a
 * schedule, so that what is paid for stays. Thread-safe.
 */
final class StripePlanChanges {
    private final StripeClient client;
    private final Clock clock;

    StripePlanChanges(StripeClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    GatewayAnswer<ChangePreview> preview(PlanChange change) {
        Instant asked = change.asOf();
        Instant at = Instant.ofEpochSecond((asked == null ? clock.instant() : asked).getEpochSecond());
        return StripeErrors.asking(() -> {
            Subscription now = client.v1().subscriptions().retrieve(change.subscriptionId());
            InvoiceCreatePreviewParams params = InvoiceCreatePreviewParams.builder()
                    .setSubscription(change.subscriptionId())
                    .setSubscriptionDetails(InvoiceCreatePreviewParams.SubscriptionDetails.builder()
                            .addItem(InvoiceCreatePreviewParams.SubscriptionDetails.Item.builder()
                                    .setId(item(now).getId())
                                    .setPrice(change.priceId())
                                    .setQuantity(change.quantity())
                                    .build())
                            .setProrationBehavior(
                                    InvoiceCreatePreviewParams.SubscriptionDetails.ProrationBehavior.ALWAYS_INVOICE)
                            .setProrationDate(at.getEpochSecond())
                            .build())
                    .build();
            Invoice invoice = client.v1().invoices().createPreview(params);
            return new ChangePreview(
                    StripeAmounts.fromStripe(invoice.getTotal(), invoice.getCurrency()),
                    change.price().amount().times(change.quantity()),
                    at);
        });
    }

    GatewayAnswer<ProviderSubscription> now(PlanChange change, OperationKey key) {
        Instant asOf = change.asOf();
        return free(change.subscriptionId(), key)
                .then(now -> StripeErrors.changing(() -> {
                    SubscriptionUpdateParams.Builder params = SubscriptionUpdateParams.builder()
                            .addItem(SubscriptionUpdateParams.Item.builder()
                                    .setId(item(now).getId())
                                    .setPrice(change.priceId())
                                    .setQuantity(change.quantity())
                                    .build())
                            .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.ALWAYS_INVOICE)
                            .setPaymentBehavior(SubscriptionUpdateParams.PaymentBehavior.PENDING_IF_INCOMPLETE);
                    if (asOf != null) {
                        params.setProrationDate(asOf.getEpochSecond());
                    }
                    return StripeSnapshots.subscription(client.v1()
                            .subscriptions()
                            .update(change.subscriptionId(), params.build(), keyed(key, "")));
                }));
    }

    /** A subscription without a schedule: one that is under a schedule lets nobody else change it. */
    GatewayAnswer<Subscription> free(String id, OperationKey key) {
        return StripeErrors.asking(() -> client.v1().subscriptions().retrieve(id))
                .then(now -> now.getSchedule() == null
                        ? GatewayAnswer.done(now)
                        : StripeErrors.changing(() -> {
                            var unused = client.v1()
                                    .subscriptionSchedules()
                                    .release(
                                            now.getSchedule(),
                                            SubscriptionScheduleReleaseParams.builder()
                                                    .build(),
                                            keyed(key, ":release"));
                            return now;
                        }));
    }

    GatewayAnswer<ProviderSubscription> atPeriodEnd(PlanChange change, OperationKey key) {
        return StripeErrors.asking(() -> client.v1().subscriptions().retrieve(change.subscriptionId()))
                .then(now -> StripeErrors.changing(() -> {
                    String schedule = now.getSchedule() == null ? schedule(now, key) : now.getSchedule();
                    var unused = client.v1()
                            .subscriptionSchedules()
                            .update(schedule, phases(now, change), keyed(key, ":phases"));
                    return schedule;
                }))
                .then(unused -> StripeErrors.asking(() -> StripeSnapshots.subscription(client.v1()
                        .subscriptions()
                        .retrieve(
                                change.subscriptionId(),
                                com.stripe.param.SubscriptionRetrieveParams.builder()
                                        .addExpand("schedule")
                                        .build()))));
    }

    private String schedule(Subscription now, OperationKey key) throws StripeException {
        return client.v1()
                .subscriptionSchedules()
                .create(
                        SubscriptionScheduleCreateParams.builder()
                                .setFromSubscription(now.getId())
                                .build(),
                        keyed(key, ":schedule"))
                .getId();
    }

    private static SubscriptionScheduleUpdateParams phases(Subscription now, PlanChange change) {
        SubscriptionItem item = item(now);
        BillingInterval interval = change.price().interval();
        return SubscriptionScheduleUpdateParams.builder()
                .setEndBehavior(SubscriptionScheduleUpdateParams.EndBehavior.RELEASE)
                .setProrationBehavior(SubscriptionScheduleUpdateParams.ProrationBehavior.NONE)
                .addPhase(Phase.builder()
                        .setStartDate(item.getCurrentPeriodStart())
                        .setEndDate(item.getCurrentPeriodEnd())
                        .addItem(Phase.Item.builder()
                                .setPrice(item.getPrice().getId())
                                .setQuantity(item.getQuantity())
                                .build())
                        .build())
                .addPhase(Phase.builder()
                        .setStartDate(item.getCurrentPeriodEnd())
                        .setDuration(Phase.Duration.builder()
                                .setInterval(Phase.Duration.Interval.valueOf(
                                        interval.unit().name()))
                                .setIntervalCount((long) interval.count())
                                .build())
                        .addItem(Phase.Item.builder()
                                .setPrice(change.priceId())
                                .setQuantity(change.quantity())
                                .build())
                        .build())
                .build();
    }

    private static SubscriptionItem item(Subscription subscription) {
        return subscription.getItems().getData().get(0);
    }
}
