package io.tenancy.billing.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.model.Price;
import com.stripe.model.Refund;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.SubscriptionSchedule;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stripe's objects in our words. Stateless. */
final class StripeSnapshots {
    static final String REFERENCE = "tenancy_reference";

    private StripeSnapshots() {}

    static ProviderSubscription subscription(Subscription it) {
        List<SubscriptionItem> items = it.getItems().getData();
        SubscriptionItem first = items.get(0);
        Price price = first.getPrice();
        long quantity = first.getQuantity() == null ? 1 : first.getQuantity();
        // Since 2025-03-31 periods belong to the items; the subscription's is over when the last of them is.
        Instant start = instant(items.stream()
                .map(SubscriptionItem::getCurrentPeriodStart)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null));
        Instant end = instant(items.stream()
                .map(SubscriptionItem::getCurrentPeriodEnd)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null));
        return ProviderSubscription.of(it.getId(), status(it.getStatus()), it.getStatus())
                .customer(it.getCustomer())
                .price(price.getId(), Math.max(1, quantity), amount(items), interval(price))
                .period(start, end)
                .trialEnd(instant(it.getTrialEnd()))
                .ending(Boolean.TRUE.equals(it.getCancelAtPeriodEnd()), instant(it.getEndedAt()))
                .next(next(it.getScheduleObject(), price.getId()))
                .reference(it.getMetadata() == null ? null : it.getMetadata().get(REFERENCE))
                .build();
    }

    static ProviderStatus status(String word) {
        return switch (word) {
            case "incomplete" -> ProviderStatus.INCOMPLETE;
            case "incomplete_expired" -> ProviderStatus.INCOMPLETE_EXPIRED;
            case "trialing" -> ProviderStatus.TRIALING;
            case "active" -> ProviderStatus.ACTIVE;
            case "past_due" -> ProviderStatus.PAST_DUE;
            case "unpaid" -> ProviderStatus.UNPAID;
            case "paused" -> ProviderStatus.PAUSED;
            case "canceled" -> ProviderStatus.CANCELED;
            default -> ProviderStatus.UNRECOGNIZED;
        };
    }

    private static @Nullable Money amount(List<SubscriptionItem> items) {
        Money sum = null;
        for (SubscriptionItem item : items) {
            Long unit = item.getPrice().getUnitAmount();
            if (unit != null) {
                long quantity = item.getQuantity() == null ? 1 : item.getQuantity();
                Money amount = StripeAmounts.fromStripe(
                        Math.multiplyExact(unit, quantity), item.getPrice().getCurrency());
                sum = sum == null ? amount : sum.plus(amount);
            }
        }
        return sum;
    }

    private static @Nullable BillingInterval interval(Price price) {
        if (price.getRecurring() == null) {
            return null;
        }
        Long count = price.getRecurring().getIntervalCount();
        return new BillingInterval(
                BillingInterval.Unit.valueOf(price.getRecurring().getInterval().toUpperCase(Locale.ROOT)),
                count == null ? 1 : Math.toIntExact(count));
    }

    private static @Nullable String next(@Nullable SubscriptionSchedule schedule, String current) {
        if (schedule == null
                || schedule.getPhases() == null
                || schedule.getPhases().size() < 2) {
            return null;
        }
        List<SubscriptionSchedule.Phase> phases = schedule.getPhases();
        String last = phases.get(phases.size() - 1).getItems().get(0).getPrice();
        return current.equals(last) ? null : last;
    }

    static ProviderPayment payment(PaymentIntent it) {
        String currency = it.getCurrency();
        Long given = it.getLatestChargeObject() == null
                ? Long.valueOf(0)
                : it.getLatestChargeObject().getAmountRefunded();
        long refunded = given == null ? 0 : given;
        ProviderPayment.Status status = switch (it.getStatus()) {
            case "succeeded" ->
                refunded > 0 && refunded >= it.getAmount()
                        ? ProviderPayment.Status.REFUNDED
                        : ProviderPayment.Status.PAID;
            case "processing", "requires_capture" -> ProviderPayment.Status.PROCESSING;
            case "requires_payment_method", "requires_confirmation", "requires_action" ->
                ProviderPayment.Status.PENDING;
            case "canceled" -> ProviderPayment.Status.FAILED;
            default -> ProviderPayment.Status.UNRECOGNIZED;
        };
        return new ProviderPayment(
                it.getId(),
                status,
                it.getStatus(),
                StripeAmounts.fromStripe(it.getAmount(), currency),
                StripeAmounts.fromStripe(refunded, currency),
                null,
                it.getMetadata() == null ? null : it.getMetadata().get(REFERENCE));
    }

    static ProviderRefund refund(Refund it) {
        return new ProviderRefund(
                it.getId(),
                StripeAmounts.fromStripe(it.getAmount(), it.getCurrency()),
                switch (it.getStatus()) {
                    case "succeeded" -> ProviderRefund.Status.DONE;
                    case "failed", "canceled" -> ProviderRefund.Status.FAILED;
                    default -> ProviderRefund.Status.PENDING;
                });
    }

    static @Nullable Instant instant(@Nullable Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }
}
