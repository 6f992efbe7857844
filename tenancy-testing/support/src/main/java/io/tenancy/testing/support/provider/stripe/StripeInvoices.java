package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.ProviderRefusal;

/** Invoices, payments and refunds of a fake Stripe. */
final class StripeInvoices {
    private final StripeStore store;
    private final StripeEvents events;
    private boolean cardsGood = true;

    StripeInvoices(StripeStore store, StripeEvents events) {
        this.store = store;
        this.events = events;
    }

    void cardsAreGood(boolean good) {
        cardsGood = good;
    }

    /** Writes an invoice for a subscription and tries to have it paid. */
    boolean bill(ObjectNode subscription, long amount, String reason) {
        ObjectNode invoice = store.make("invoice", "in");
        invoice.put("customer", subscription.get("customer").asText());
        invoice.put("currency", subscription.get("currency").asText());
        invoice.put("amount_due", amount)
                .put("total", amount)
                .put("subtotal", amount)
                .put("amount_paid", 0);
        invoice.put("billing_reason", reason).put("status", "open").put("attempt_count", 0);
        ObjectNode parent = invoice.putObject("parent");
        parent.put("type", "subscription_details");
        parent.putObject("subscription_details")
                .put("subscription", subscription.get("id").asText());
        subscription.put("latest_invoice", invoice.get("id").asText());
        return pay(invoice);
    }

    boolean pay(ObjectNode invoice) {
        invoice.put("attempt_count", invoice.get("attempt_count").asInt() + 1);
        long due = invoice.get("amount_due").asLong();
        if (due > 0) {
            ObjectNode customer = store.require("cus", invoice.get("customer").asText());
            boolean good = cardsGood && customer.get("card").asText().equals("good");
            ObjectNode payment = payment(invoice, due, good);
            if (!good) {
                invoice.put("status", "open");
                events.tell("invoice.payment_failed", invoice);
                return false;
            }
            invoice.put("payment_intent_of_fake", payment.get("id").asText());
        }
        invoice.put("status", "paid").put("amount_paid", due);
        events.tell("invoice.paid", invoice);
        return true;
    }

    private ObjectNode payment(ObjectNode invoice, long amount, boolean good) {
        ObjectNode payment = store.make("payment_intent", "pi");
        payment.put("amount", amount).put("currency", invoice.get("currency").asText());
        payment.put("customer", invoice.get("customer").asText());
        payment.put("amount_received", good ? amount : 0);
        payment.put("status", good ? "succeeded" : "requires_payment_method");
        ObjectNode charge = store.make("charge", "ch");
        charge.put("amount", amount)
                .put("amount_refunded", 0)
                .put("currency", invoice.get("currency").asText());
        charge.put("payment_intent", payment.get("id").asText())
                .put("paid", good)
                .put("refunded", false);
        payment.set("latest_charge", charge);
        payment.put("invoice_of_fake", invoice.get("id").asText());
        return payment;
    }

    ObjectNode refund(ObjectNode form) {
        ObjectNode payment = store.require("pi", StripeStore.required(form, "payment_intent"));
        ObjectNode charge = (ObjectNode) payment.get("latest_charge");
        long left = payment.get("amount_received").asLong()
                - charge.get("amount_refunded").asLong();
        String wanted = StripeStore.text(form, "amount");
        long amount = wanted.isEmpty() ? left : Long.parseLong(wanted);
        if (left == 0) {
            throw new ProviderRefusal(
                    400, "invalid_request_error", "charge_already_refunded", "Charge has already been refunded.");
        }
        if (amount > left) {
            throw new ProviderRefusal(
                    400,
                    "invalid_request_error",
                    "amount_too_large",
                    "Refund amount is greater than unrefunded amount");
        }
        ObjectNode refund = store.make("refund", "re");
        refund.put("amount", amount)
                .put("currency", payment.get("currency").asText())
                .put("status", "succeeded");
        refund.put("payment_intent", payment.get("id").asText())
                .put("charge", charge.get("id").asText());
        StripeStore.metadata(refund, form);
        charge.put("amount_refunded", charge.get("amount_refunded").asLong() + amount);
        charge.put("refunded", amount == left);
        events.tell("charge.refunded", charge);
        return refund;
    }

    ObjectNode preview(long dueNow, String currency) {
        ObjectNode invoice = JsonNodeFactory.instance.objectNode();
        invoice.put("object", "invoice").put("currency", currency).put("total", dueNow);
        invoice.put("amount_due", Math.max(0, dueNow)).put("subtotal", dueNow);
        invoice.putObject("lines").put("object", "list").put("has_more", false).putArray("data");
        return invoice;
    }
}
