package io.tenancy.billing.metrics;

import io.tenancy.billing.Money;
import java.time.Instant;

/**
 * An invoice of a subscription was paid. Immutable.
 *
 * @param customer who paid
 * @param subscription of what
 * @param invoice its id; an invoice is counted once
 * @param at when it was paid
 * @param amount how much; an invoice over nothing converts no trial
 */
public record InvoicePaid(String customer, String subscription, String invoice, Instant at, Money amount)
        implements BillingFact {}
