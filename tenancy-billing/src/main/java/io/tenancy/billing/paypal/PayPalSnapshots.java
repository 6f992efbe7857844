package io.tenancy.billing.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Reads what PayPal answers. Stateless. */
final class PayPalSnapshots {
    private PayPalSnapshots() {}

    static ProviderSubscription subscription(JsonNode it, Instant now) {
        String raw = it.required("status").asText();
        Instant start = time(it.path("start_time"));
        Instant created = time(it.path("create_time"));
        // A trial is a first charge in the future.
        boolean hasTrial = start != null && created != null && start.isAfter(created.plusSeconds(86_399));
        ProviderStatus status = status(raw, it.path("billing_info"), hasTrial && now.isBefore(start));
        long quantity = Math.max(1, it.path("quantity").asLong(1));
        JsonNode cycle = it.at("/plan/billing_cycles/0");
        Money each = money(cycle.at("/pricing_scheme/fixed_price"), "value", "currency_code");
        return ProviderSubscription.of(it.required("id").asText(), status, raw)
                .price(
                        it.path("plan_id").asText(),
                        quantity,
                        each.times(quantity),
                        new BillingInterval(
                                BillingInterval.Unit.valueOf(
                                        cycle.at("/frequency/interval_unit").asText()),
                                cycle.at("/frequency/interval_count").asInt(1)))
                .period(time(it.at("/billing_info/last_payment/time")), time(it.at("/billing_info/next_billing_time")))
                .trialEnd(hasTrial ? start : null)
                .ending(false, status == ProviderStatus.CANCELED ? time(it.path("status_update_time")) : null)
                .reference(reference(it.path("custom_id")))
                .build();
    }

    private static ProviderStatus status(String raw, JsonNode billing, boolean inTrial) {
        boolean late = billing.path("failed_payments_count").asInt() > 0;
        return switch (raw) {
            case "APPROVAL_PENDING", "APPROVED" -> ProviderStatus.INCOMPLETE;
            case "ACTIVE" -> {
                if (late) {
                    yield ProviderStatus.PAST_DUE;
                }
                yield inTrial ? ProviderStatus.TRIALING : ProviderStatus.ACTIVE;
            }
            case "SUSPENDED" -> late ? ProviderStatus.UNPAID : ProviderStatus.PAUSED;
            case "CANCELLED", "EXPIRED" -> ProviderStatus.CANCELED;
            default -> ProviderStatus.UNRECOGNIZED;
        };
    }

    /** A charge of a subscription, which PayPal calls a sale. How much of it was given back it does not say before all of it was. */
    static ProviderPayment sale(JsonNode it) {
        Money amount = money(it.path("amount"), "total", "currency");
        String raw = it.required("state").asText();
        ProviderPayment.Status status = switch (raw) {
            case "completed", "partially_refunded" -> ProviderPayment.Status.PAID;
            case "pending" -> ProviderPayment.Status.PROCESSING;
            case "refunded", "reversed" -> ProviderPayment.Status.REFUNDED;
            case "denied" -> ProviderPayment.Status.FAILED;
            default -> ProviderPayment.Status.UNRECOGNIZED;
        };
        JsonNode subscription = it.path("billing_agreement_id");
        return new ProviderPayment(
                it.required("id").asText(),
                status,
                raw,
                amount,
                status == ProviderPayment.Status.REFUNDED ? amount : new Money(0, amount.currency()),
                subscription.isTextual() ? subscription.asText() : null,
                reference(it.path("custom")));
    }

    static ProviderRefund refund(JsonNode it) {
        return new ProviderRefund(
                it.required("id").asText(),
                money(it.path("amount"), "total", "currency"),
                switch (it.path("state").asText()) {
                    case "completed" -> ProviderRefund.Status.DONE;
                    case "failed", "cancelled" -> ProviderRefund.Status.FAILED;
                    default -> ProviderRefund.Status.PENDING;
                });
    }

    private static Money money(JsonNode it, String value, String currency) {
        return Money.ofDecimal(
                new BigDecimal(it.required(value).asText()),
                Currency.getInstance(it.required(currency).asText()));
    }

    private static @Nullable String reference(JsonNode text) {
        return OperationKey.parse(text.asText()).map(OperationKey::text).orElse(null);
    }

    private static @Nullable Instant time(JsonNode it) {
        return it.isTextual() ? Instant.parse(it.asText()) : null;
    }
}
