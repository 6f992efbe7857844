package io.tenancy.testing.support.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The payments and refunds that a fake keeps, in minor units. A payment has {@code id}, {@code amount}, {@code refunded},
 * {@code currency}, {@code paid}, {@code reference} and {@code subscription}. Not thread-safe: a fake has its lock.
 */
public final class PaymentBook {
    private final Map<String, ObjectNode> payments = new LinkedHashMap<>();
    private final Map<String, ObjectNode> refunds = new LinkedHashMap<>();
    private long made = 70_000_000;

    /** An empty book. */
    public PaymentBook() {}

    /**
     * Writes a payment down.
     *
     * @param amount in minor units
     * @param currency its ISO code
     * @param reference ours
     * @param subscription what it is for; empty for nothing
     * @param paid whether it succeeded
     * @return the payment
     */
    public ObjectNode pay(long amount, String currency, String reference, String subscription, boolean paid) {
        String id = Long.toString(++made);
        ObjectNode payment = JsonNodeFactory.instance.objectNode();
        payment.put("id", id).put("amount", amount).put("refunded", 0).put("currency", currency);
        payment.put("reference", reference).put("subscription", subscription).put("paid", paid);
        payments.put(id, payment);
        return payment;
    }

    /**
     * A payment that must be there.
     *
     * @param id its id
     * @return the payment
     * @throws ProviderRefusal with 404 if there is none
     */
    public ObjectNode require(String id) {
        ObjectNode payment = payments.get(id);
        if (payment == null) {
            throw new ProviderRefusal(404, "not_found", "RESOURCE_NOT_FOUND", "payment not found");
        }
        return payment;
    }

    /**
     * All of them.
     *
     * @return in order
     */
    public List<ObjectNode> all() {
        return List.copyOf(payments.values());
    }

    /**
     * Gives back.
     *
     * @param paymentId which
     * @param amount in minor units; 0 for all that is left
     * @return the refund: {@code id}, {@code amount}, {@code currency}
     * @throws ProviderRefusal with 422 if there is less
     */
    public ObjectNode refund(String paymentId, long amount) {
        ObjectNode payment = require(paymentId);
        long left = payment.get("amount").asLong() - payment.get("refunded").asLong();
        long back = amount == 0 ? left : amount;
        if (!payment.get("paid").asBoolean() || back <= 0 || back > left) {
            throw new ProviderRefusal(422, "invalid", "REFUND_AMOUNT_EXCEEDED", "there is less to give back");
        }
        payment.put("refunded", payment.get("refunded").asLong() + back);
        String id = Long.toString(++made);
        ObjectNode refund = JsonNodeFactory.instance.objectNode();
        refund.put("id", id).put("amount", back);
        refund.put("currency", payment.get("currency").asText());
        refunds.put(id, refund);
        return refund;
    }

    /**
     * How many refunds there are.
     *
     * @return the number
     */
    public int refunds() {
        return refunds.size();
    }

    /**
     * An amount as it is written.
     *
     * @param minor in minor units
     * @param currency its ISO code
     * @return with exactly the currency's decimals
     */
    public static BigDecimal decimal(long minor, String currency) {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    /**
     * Reads an amount, and refuses decimals that the currency does not have.
     *
     * @param written such as 29.00
     * @param currency its ISO code
     * @return in minor units
     * @throws ProviderRefusal with 400 if it is no amount of the currency
     */
    public static long minor(String written, String currency) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        try {
            BigDecimal amount = new BigDecimal(Objects.requireNonNull(written));
            if (amount.scale() > digits) {
                throw new ArithmeticException("too many decimals");
            }
            return amount.movePointRight(digits).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new ProviderRefusal(400, "invalid", "INVALID_AMOUNT", "no amount of " + currency);
        }
    }
}
