package io.tenancy.testing.support.provider.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.testing.support.provider.ProviderRefusal;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/** Products, prices and customers of a fake Stripe. */
final class StripeCatalogue {
    private final StripeStore store;

    StripeCatalogue(StripeStore store) {
        this.store = store;
    }

    ObjectNode createProduct(ObjectNode form) {
        String id = StripeStore.text(form, "id");
        if (store.has("prod", id)) {
            throw new ProviderRefusal(400, "invalid_request_error", "resource_already_exists", "Product exists");
        }
        ObjectNode product = id.isEmpty() ? store.make("product", "prod") : store.make("product", "prod", id);
        product.put("name", StripeStore.required(form, "name")).put("active", true);
        StripeStore.metadata(product, form);
        return product;
    }

    ObjectNode createPrice(ObjectNode form) {
        String key = StripeStore.text(form, "lookup_key");
        boolean taken = !key.isEmpty()
                && store.all("price").stream()
                        .anyMatch(price -> price.path("lookup_key").asText().equals(key));
        if (taken) {
            throw new ProviderRefusal(
                    400, "invalid_request_error", "invalid_request", "A price already uses that lookup key.");
        }
        String product = StripeStore.text(form, "product");
        if (product.isEmpty()) {
            product = createProduct((ObjectNode) form.path("product_data"))
                    .get("id")
                    .asText();
        } else {
            product = store.require("prod", product).get("id").asText();
        }
        ObjectNode price = store.make("price", "price");
        price.put("active", true).put("currency", StripeStore.required(form, "currency"));
        price.put("product", product).put("type", "recurring").put("billing_scheme", "per_unit");
        price.put("unit_amount", Long.parseLong(StripeStore.required(form, "unit_amount")));
        price.put("lookup_key", key.isEmpty() ? null : key);
        ObjectNode recurring = price.putObject("recurring");
        recurring.put("interval", StripeStore.required(form.path("recurring"), "interval"));
        String count = StripeStore.text(form.path("recurring"), "interval_count");
        recurring
                .put("interval_count", count.isEmpty() ? 1 : Integer.parseInt(count))
                .put("usage_type", "licensed");
        StripeStore.metadata(price, form);
        return price;
    }

    ObjectNode createCustomer(ObjectNode form) {
        ObjectNode customer = store.make("customer", "cus");
        customer.put("name", StripeStore.text(form, "name")).put("email", StripeStore.text(form, "email"));
        customer.put("balance", 0).put("card", "good");
        StripeStore.metadata(customer, form);
        return customer;
    }

    ObjectNode credit(String customerId, ObjectNode form) {
        ObjectNode customer = store.require("cus", customerId);
        long amount = Long.parseLong(StripeStore.required(form, "amount"));
        customer.put("balance", customer.get("balance").asLong() + amount);
        ObjectNode entry = store.make("customer_balance_transaction", "cbtxn");
        entry.put("amount", amount)
                .put("currency", StripeStore.required(form, "currency"))
                .put("customer", customerId);
        entry.put("ending_balance", customer.get("balance").asLong());
        StripeStore.metadata(entry, form);
        return entry;
    }

    /** One interval of a price later, always reckoned from the anchor: Jan 31, Feb 28, Mar 31. */
    static long periodEnd(ObjectNode price, long anchor, long start) {
        int count = price.get("recurring").get("interval_count").asInt();
        Period one = switch (price.get("recurring").get("interval").asText()) {
            case "day" -> Period.ofDays(count);
            case "week" -> Period.ofWeeks(count);
            case "year" -> Period.ofYears(count);
            default -> Period.ofMonths(count);
        };
        for (int n = 1; ; n++) {
            long end = Instant.ofEpochSecond(anchor)
                    .atZone(ZoneOffset.UTC)
                    .plus(one.multipliedBy(n))
                    .toEpochSecond();
            if (end > start) {
                return end;
            }
        }
    }
}
