package io.tenancy.billing;

/** When a subscription ends. */
public enum CancelWhen {
    /** When what is paid for is over. */
    PERIOD_END,
    /** At once. */
    NOW
}
