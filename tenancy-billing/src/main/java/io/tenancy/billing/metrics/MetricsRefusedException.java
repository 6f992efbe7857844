package io.tenancy.billing.metrics;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** The recorded facts do not allow a figure: a status is unknown, or two facts contradict each other. Nothing is counted as 0 instead. */
public final class MetricsRefusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private MetricsRefusedException(String message, String remedy, Map<String, String> ids) {
        super(ErrorCode.METRICS_REFUSED, message, remedy, ids, null);
    }

    static MetricsRefusedException unknownStatus(SubscriptionFact fact) {
        return new MetricsRefusedException(
                "A subscription has a status that is not known, so that no figure can be right",
                "Synchronize the subscription, or update Tenancy to a version that knows the gateway's status",
                ids(fact));
    }

    static MetricsRefusedException contradiction(SubscriptionFact fact) {
        return new MetricsRefusedException(
                "Two different facts about a subscription have the same time and place",
                "Give the facts of one subscription places in the order in which they became true",
                ids(fact));
    }

    static MetricsRefusedException twoCustomers(SubscriptionFact fact) {
        return new MetricsRefusedException(
                "A subscription is recorded for two customers",
                "Name subscriptions so that no two customers have one of the same id",
                ids(fact));
    }

    static MetricsRefusedException invoiceContradiction(InvoicePaid paid) {
        return new MetricsRefusedException(
                "An invoice is recorded as paid in two different ways",
                "Hand over one fact for each invoice",
                Map.of("subscription", paid.subscription(), "invoice", paid.invoice()));
    }

    static MetricsRefusedException unreadable(String subscription, String what) {
        return new MetricsRefusedException(
                "What is recorded about a subscription lacks its " + what,
                "Synchronize the subscription with its gateway",
                Map.of("subscription", subscription, "lacks", what));
    }

    private static Map<String, String> ids(SubscriptionFact fact) {
        return Map.of(
                "customer", fact.customer(),
                "subscription", fact.subscription(),
                "at", fact.at().toString());
    }
}
