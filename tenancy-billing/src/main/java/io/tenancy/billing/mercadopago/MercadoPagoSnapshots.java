package io.tenancy.billing.mercadopago;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.Money;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.ProviderPayment;
import io.tenancy.billing.ProviderRefund;
import io.tenancy.billing.ProviderStatus;
import io.tenancy.billing.ProviderSubscription;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what Mercado Pago answers. Stateless. */
final class MercadoPagoSnapshots {
    /** The reason is what the payer sees; ours is the price's reference, and how many times. */
    private static final Pattern REASON = Pattern.compile("(\\S+)(?: x([0-9]{1,9}))?");

    private MercadoPagoSnapshots() {}

    static String reason(String priceId, long quantity) {
        return quantity == 1 ? priceId : priceId + " x" + quantity;
    }

    static ProviderSubscription subscription(JsonNode it, JsonNode lastCharge, Instant now) {
        String raw = it.path("status").asText();
        JsonNode terms = it.path("auto_recurring");
        Instant trialEnd = trialEnd(it, terms);
        boolean inTrial = trialEnd != null && now.isBefore(trialEnd);
        ProviderStatus status = status(raw, lastCharge.path("status").asText(), inTrial);
        Matcher reason = REASON.matcher(it.path("reason").asText());
        boolean ours = reason.matches();
        Instant next = time(it.path("next_payment_date"));
        return ProviderSubscription.of(it.path("id").asText(), status, raw)
                .customer(text(it.path("payer_id")))
                .price(
                        ours ? reason.group(1) : null,
                        ours && reason.group(2) != null ? Math.max(1, Long.parseLong(reason.group(2))) : 1,
                        money(terms, "transaction_amount"),
                        interval(terms))
                .period(null, next)
                .trialEnd(trialEnd)
                .ending(false, status == ProviderStatus.CANCELED ? time(it.path("last_modified")) : null)
                .reference(reference(it))
                .build();
    }

    private static ProviderStatus status(String raw, String lastCharge, boolean inTrial) {
        return switch (raw) {
            case "pending" -> ProviderStatus.INCOMPLETE;
            case "paused" -> ProviderStatus.PAUSED;
            case "cancelled", "finished" -> ProviderStatus.CANCELED;
            case "authorized" -> {
                if (lastCharge.equals("recycling")) {
                    yield ProviderStatus.PAST_DUE;
                }
                yield inTrial ? ProviderStatus.TRIALING : ProviderStatus.ACTIVE;
            }
            default -> ProviderStatus.UNRECOGNIZED;
        };
    }

    private static @Nullable Instant trialEnd(JsonNode it, JsonNode terms) {
        JsonNode trial = terms.path("free_trial");
        Instant start = time(terms.path("start_date"));
        Instant begun = start == null ? time(it.path("date_created")) : start;
        if (trial.isMissingNode() || trial.isNull() || begun == null) {
            return null;
        }
        int count = trial.path("frequency").asInt();
        return trial.path("frequency_type").asText().equals("months")
                ? begun.atOffset(ZoneOffset.UTC).plusMonths(count).toInstant()
                : begun.plus(Duration.ofDays(count));
    }

    static BillingInterval interval(JsonNode terms) {
        int count = terms.path("frequency").asInt();
        return terms.path("frequency_type").asText().equals("days")
                ? new BillingInterval(BillingInterval.Unit.DAY, count)
                : count % 12 == 0
                        ? new BillingInterval(BillingInterval.Unit.YEAR, count / 12)
                        : new BillingInterval(BillingInterval.Unit.MONTH, count);
    }

    static ProviderPayment payment(JsonNode it) {
        Money amount = money(it, "transaction_amount");
        Money refunded = it.path("transaction_amount_refunded").isNumber()
                ? money(it, "transaction_amount_refunded")
                : new Money(0, amount.currency());
        String raw = it.path("status").asText();
        JsonNode subscription = it.at("/point_of_interaction/transaction_data/subscription_id");
        return new ProviderPayment(
                it.path("id").asText(),
                switch (raw) {
                    case "pending", "authorized" -> ProviderPayment.Status.PENDING;
                    case "in_process", "in_mediation" -> ProviderPayment.Status.PROCESSING;
                    case "approved" -> ProviderPayment.Status.PAID;
                    case "rejected", "cancelled" -> ProviderPayment.Status.FAILED;
                    case "refunded", "charged_back" -> ProviderPayment.Status.REFUNDED;
                    default -> ProviderPayment.Status.UNRECOGNIZED;
                },
                raw,
                amount,
                refunded,
                text(subscription.isMissingNode() ? it.at("/metadata/preapproval_id") : subscription),
                reference(it));
    }

    /** A charge of a subscription: it names the payment that came of it, once there is one. */
    static ProviderPayment charge(JsonNode it) {
        Money amount = money(it, "transaction_amount");
        String raw = it.path("status").asText();
        return new ProviderPayment(
                MercadoPagoGateway.AUTHORIZED + it.path("id").asText(),
                switch (raw) {
                    case "scheduled" -> ProviderPayment.Status.PENDING;
                    case "recycling" -> ProviderPayment.Status.PROCESSING;
                    case "processed" ->
                        it.at("/payment/status").asText().equals("approved")
                                ? ProviderPayment.Status.PAID
                                : ProviderPayment.Status.FAILED;
                    case "cancelled" -> ProviderPayment.Status.FAILED;
                    default -> ProviderPayment.Status.UNRECOGNIZED;
                },
                raw,
                amount,
                new Money(0, amount.currency()),
                text(it.path("preapproval_id")),
                reference(it));
    }

    static ProviderRefund refund(JsonNode it, Currency currency) {
        return new ProviderRefund(
                it.path("id").asText(),
                Money.ofDecimal(new BigDecimal(it.path("amount").asText()), currency),
                switch (it.path("status").asText()) {
                    case "approved" -> ProviderRefund.Status.DONE;
                    case "rejected", "cancelled" -> ProviderRefund.Status.FAILED;
                    default -> ProviderRefund.Status.PENDING;
                });
    }

    static Money money(JsonNode it, String field) {
        Currency currency = Currency.getInstance(it.path("currency_id").asText());
        return Money.ofDecimal(new BigDecimal(it.path(field).asText()), currency);
    }

    private static @Nullable String reference(JsonNode it) {
        return OperationKey.parse(it.path("external_reference").asText())
                .map(OperationKey::text)
                .orElse(null);
    }

    private static @Nullable String text(JsonNode it) {
        return it.isValueNode() && !it.isNull() && !it.asText().isEmpty() ? it.asText() : null;
    }

    private static @Nullable Instant time(JsonNode it) {
        return it.isTextual() && !it.asText().isEmpty()
                ? OffsetDateTime.parse(it.asText()).toInstant()
                : null;
    }
}
