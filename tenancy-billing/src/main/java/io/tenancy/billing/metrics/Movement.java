package io.tenancy.billing.metrics;

/** Why the recurring revenue of a customer in a currency is another at the end of a day than at the end of the day before. */
public enum Movement {
    /** Nothing before, and never before. */
    NEW,
    /** More than before. */
    EXPANSION,
    /** Less than before, but something: also when one of several subscriptions ends. */
    CONTRACTION,
    /** Something before, nothing now. */
    CHURN,
    /** Nothing before, but once something. */
    REACTIVATION
}
