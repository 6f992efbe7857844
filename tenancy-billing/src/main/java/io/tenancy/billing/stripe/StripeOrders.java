package io.tenancy.billing.stripe;

import static io.tenancy.billing.stripe.StripeGateway.keyed;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerBalanceTransactionCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import com.stripe.param.billing.MeterEventCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import io.tenancy.billing.CheckoutOrder;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.CustomerOrder;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PlanPrice;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderSubscription;
import io.tenancy.billing.RefundOrder;
import io.tenancy.billing.SecretUrl;
import io.tenancy.billing.SubscribeOrder;
import io.tenancy.billing.UsageRecord;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What we make at Stripe. Each thing carries the key of the operation that made it. Thread-safe. */
final class StripeOrders {
    private final StripeClient client;
    private final boolean pausesWithoutCard;

    StripeOrders(StripeClient client, boolean pausesWithoutCard) {
        this.client = client;
        this.pausesWithoutCard = pausesWithoutCard;
    }

    GatewayAnswer<String> price(PlanPrice price, OperationKey key) {
        PriceCreateParams params = PriceCreateParams.builder()
                .setCurrency(StripeAmounts.currency(price.amount()))
                .setUnitAmount(StripeAmounts.toStripe(price.amount()))
                .setLookupKey(price.reference())
                .setRecurring(PriceCreateParams.Recurring.builder()
                        .setInterval(PriceCreateParams.Recurring.Interval.valueOf(
                                price.interval().unit().name()))
                        .setIntervalCount((long) price.interval().count())
                        .build())
                .setProductData(PriceCreateParams.ProductData.builder()
                        .setName(price.plan() + " " + price.version())
                        .build())
                .putMetadata(StripeSnapshots.REFERENCE, key.text())
                .build();
        return StripeErrors.changing(
                () -> client.v1().prices().create(params, keyed(key, "")).getId());
    }

    GatewayAnswer<String> customer(CustomerOrder order, OperationKey key) {
        CustomerCreateParams params = CustomerCreateParams.builder()
                .setName(order.name())
                .setEmail(order.email())
                .putMetadata(StripeSnapshots.REFERENCE, key.text())
                .build();
        return StripeErrors.changing(
                () -> client.v1().customers().create(params, keyed(key, "")).getId());
    }

    GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        SessionCreateParams.SubscriptionData.Builder data =
                SessionCreateParams.SubscriptionData.builder().putMetadata(StripeSnapshots.REFERENCE, key.text());
        if (order.trialDays() > 0) {
            data.setTrialPeriodDays((long) order.trialDays());
        }
        SessionCreateParams.Builder params = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                .setClientReferenceId(key.text())
                .putMetadata(StripeSnapshots.REFERENCE, key.text())
                .setSuccessUrl(order.success().toString())
                .setCancelUrl(order.cancel().toString())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setPrice(order.priceId())
                        .setQuantity(order.quantity())
                        .build())
                .setSubscriptionData(data.build());
        String customer = order.customerId();
        if (customer == null) {
            params.setCustomerEmail(order.email());
        } else {
            params.setCustomer(customer);
        }
        return StripeErrors.changing(() -> {
            Session page = client.v1().checkout().sessions().create(params.build(), keyed(key, ""));
            return new CheckoutPage(
                    page.getId(), SecretUrl.of(page.getUrl()), StripeSnapshots.instant(page.getExpiresAt()));
        });
    }

    /** What a page says about what was paid there. */
    static ProviderPayment paymentOf(Session page) {
        Long total = page.getAmountTotal();
        String currency = page.getCurrency() == null ? "usd" : page.getCurrency();
        Money amount = StripeAmounts.fromStripe(total == null ? 0 : total, currency);
        ProviderPayment.Status status = switch (page.getStatus()) {
            case "complete" ->
                "unpaid".equals(page.getPaymentStatus())
                        ? ProviderPayment.Status.PROCESSING
                        : ProviderPayment.Status.PAID;
            case "open" -> ProviderPayment.Status.PENDING;
            case "expired" -> ProviderPayment.Status.EXPIRED;
            default -> ProviderPayment.Status.UNRECOGNIZED;
        };
        return new ProviderPayment(
                page.getId(),
                status,
                page.getStatus(),
                amount,
                new Money(0, amount.currency()),
                page.getSubscription(),
                blankAsNull(page.getClientReferenceId()));
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    GatewayAnswer<ProviderSubscription> subscribe(SubscribeOrder order, OperationKey key) {
        SubscriptionCreateParams.Builder params = SubscriptionCreateParams.builder()
                .setCustomer(order.customerId())
                .addItem(SubscriptionCreateParams.Item.builder()
                        .setPrice(order.priceId())
                        .setQuantity(order.quantity())
                        .build())
                .setBillingMode(SubscriptionCreateParams.BillingMode.builder()
                        .setType(SubscriptionCreateParams.BillingMode.Type.FLEXIBLE)
                        .build())
                .setPaymentBehavior(SubscriptionCreateParams.PaymentBehavior.ALLOW_INCOMPLETE)
                .putMetadata(StripeSnapshots.REFERENCE, key.text());
        if (order.trialDays() > 0) {
            params.setTrialPeriodDays((long) order.trialDays())
                    .setTrialSettings(SubscriptionCreateParams.TrialSettings.builder()
                            .setEndBehavior(SubscriptionCreateParams.TrialSettings.EndBehavior.builder()
                                    .setMissingPaymentMethod(
                                            pausesWithoutCard
                                                    ? MissingPaymentMethod.PAUSE
                                                    : MissingPaymentMethod.CANCEL)
                                    .build())
                            .build());
        }
        return StripeErrors.changing(
                () -> StripeSnapshots.subscription(client.v1().subscriptions().create(params.build(), keyed(key, ""))));
    }

    GatewayAnswer<ProviderRefund> refund(RefundOrder order, OperationKey key) {
        RefundCreateParams.Builder params = RefundCreateParams.builder()
                .setPaymentIntent(order.paymentId())
                .putMetadata(StripeSnapshots.REFERENCE, key.text());
        Money part = order.amount();
        if (part != null) {
            params.setAmount(StripeAmounts.toStripe(part));
        }
        return StripeErrors.changing(
                () -> StripeSnapshots.refund(client.v1().refunds().create(params.build(), keyed(key, ""))));
    }

    GatewayAnswer<String> credit(String customerId, Money amount, OperationKey key) {
        CustomerBalanceTransactionCreateParams params = CustomerBalanceTransactionCreateParams.builder()
                .setAmount(-StripeAmounts.toStripe(amount))
                .setCurrency(StripeAmounts.currency(amount))
                .putMetadata(StripeSnapshots.REFERENCE, key.text())
                .build();
        return StripeErrors.changing(() -> client.v1()
                .customers()
                .balanceTransactions()
                .create(customerId, params, keyed(key, ""))
                .getId());
    }

    GatewayAnswer<SecretUrl> portal(String customerId, URI back) {
        var params = com.stripe.param.billingportal.SessionCreateParams.builder()
                .setCustomer(customerId)
                .setReturnUrl(back.toString())
                .build();
        return StripeErrors.asking(() -> SecretUrl.of(
                client.v1().billingPortal().sessions().create(params).getUrl()));
    }

    GatewayAnswer<String> usage(UsageRecord usage) {
        MeterEventCreateParams params = MeterEventCreateParams.builder()
                .setEventName(usage.meter())
                .setIdentifier(usage.identifier())
                .setTimestamp(usage.at().getEpochSecond())
                .putPayload("stripe_customer_id", usage.customerId())
                .putPayload("value", Long.toString(usage.amount()))
                .build();
        return StripeErrors.changing(() -> {
            try {
                return client.v1().billing().meterEvents().create(params).getIdentifier();
            } catch (InvalidRequestException e) {
                if ("duplicate_meter_event".equals(e.getCode())) {
                    return usage.identifier();
                }
                throw e;
            }
        });
    }
}
