package io.tenancy.billing.flow;

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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Reads what Flow answers. Its times are those of Chile. Stateless. */
final class FlowSnapshots {
    private static final ZoneId CHILE = ZoneId.of("America/Santiago");

    private FlowSnapshots() {}

    static ProviderSubscription subscription(JsonNode it, JsonNode plan, JsonNode customer) {
        String raw = it.path("status").asText() + "/" + it.path("morose").asText();
        boolean ends = it.path("cancel_at_period_end").asInt() == 1;
        ProviderStatus status = status(it);
        Instant trialEnd = time(it.path("trial_end"));
        Instant periodEnd = time(it.path("period_end"));
        return ProviderSubscription.of(it.path("subscriptionId").asText(), status, raw)
                .customer(it.path("customerId").asText())
                .price(
                        it.path("planId").asText(),
                        1,
                        money(plan),
                        new BillingInterval(
                                unit(plan.path("interval").asInt()),
                                plan.path("interval_count").asInt(1)))
                .period(time(it.path("period_start")), status == ProviderStatus.TRIALING ? trialEnd : periodEnd)
                .trialEnd(trialEnd)
                .ending(
                        ends && status != ProviderStatus.CANCELED,
                        status == ProviderStatus.CANCELED ? time(it.path("cancel_at")) : null)
                .reference(reference(customer.path("externalId").asText()))
                .build();
    }

    /** 2 is a trial whatever is owed; a first invoice that nobody has paid yet gives nothing. */
    private static ProviderStatus status(JsonNode it) {
        return switch (it.path("status").asText() + "/" + it.path("morose").asText("0")) {
            case "0/0", "0/1", "0/2" -> ProviderStatus.INCOMPLETE;
            case "1/0" -> ProviderStatus.ACTIVE;
            case "1/1" -> ProviderStatus.PAST_DUE;
            case "1/2" -> hasPaid(it.path("invoices")) ? ProviderStatus.ACTIVE : ProviderStatus.INCOMPLETE;
            case "2/0", "2/1", "2/2" -> ProviderStatus.TRIALING;
            case "4/0", "4/1", "4/2" -> ProviderStatus.CANCELED;
            default -> ProviderStatus.UNRECOGNIZED;
        };
    }

    private static boolean hasPaid(JsonNode invoices) {
        for (JsonNode invoice : invoices) {
            if (invoice.path("status").asInt() == 1) {
                return true;
            }
        }
        return false;
    }

    private static BillingInterval.Unit unit(int interval) {
        return switch (interval) {
            case 1 -> BillingInterval.Unit.DAY;
            case 2 -> BillingInterval.Unit.WEEK;
            case 3 -> BillingInterval.Unit.MONTH;
            case 4 -> BillingInterval.Unit.YEAR;
            default -> throw new IllegalStateException("an interval of Flow that is not known");
        };
    }

    static String number(BillingInterval.Unit unit) {
        return switch (unit) {
            case DAY -> "1";
            case WEEK -> "2";
            case MONTH -> "3";
            case YEAR -> "4";
        };
    }

    static Money money(JsonNode it) {
        return Money.ofDecimal(
                new BigDecimal(it.path("amount").asText()),
                Currency.getInstance(it.path("currency").asText("CLP")));
    }

    static ProviderPayment payment(JsonNode it) {
        Money amount = money(it);
        String order = it.path("commerceOrder").asText();
        int dash = order.lastIndexOf('-');
        ProviderPayment.Status status = switch (it.path("status").asInt()) {
            case 1 -> ProviderPayment.Status.PENDING;
            case 2 -> ProviderPayment.Status.PAID;
            case 3, 4 -> ProviderPayment.Status.FAILED;
            default -> ProviderPayment.Status.UNRECOGNIZED;
        };
        return new ProviderPayment(
                it.path("flowOrder").asText(),
                status,
                it.path("status").asText(),
                amount,
                new Money(0, amount.currency()),
                order.startsWith("sus_") && dash > 0 ? order.substring(0, dash) : null,
                reference(order));
    }

    static ProviderRefund refund(JsonNode it, Money amount) {
        return new ProviderRefund(
                it.path("token").asText(it.path("flowRefundOrder").asText()),
                amount,
                switch (it.path("status").asText()) {
                    case "refunded" -> ProviderRefund.Status.DONE;
                    case "rejected", "canceled" -> ProviderRefund.Status.FAILED;
                    default -> ProviderRefund.Status.PENDING;
                });
    }

    private static @Nullable String reference(String text) {
        return OperationKey.parse(text).map(OperationKey::text).orElse(null);
    }

    private static @Nullable Instant time(JsonNode text) {
        if (!text.isTextual() || text.asText().isBlank()) {
            return null;
        }
        String at = text.asText().trim().replace(' ', 'T');
        LocalDateTime local = at.length() == 10 ? LocalDate.parse(at).atStartOfDay() : LocalDateTime.parse(at);
        return local.atZone(CHILE).toInstant();
    }
}
