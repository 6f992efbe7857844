package io.tenancy.billing;

/** What a gateway may or may not be able to do. A call that needs one it lacks is answered {@link GatewayAnswer.Unsupported}. */
public enum Capability {
    /** A page of the gateway where somebody begins to pay. */
    CHECKOUT,
    /** Keeps prices that subscriptions refer to. */
    PRICES,
    /** Keeps customers that subscriptions belong to. */
    CUSTOMERS,
    /** Charges again by itself, each period. Without it each period is a checkout of its own. */
    RECURRING,
    /** Begins a subscription without a page, of a customer it knows. */
    SUBSCRIBE,
    /** Knows trials. */
    TRIAL,
    /** Moves the end of a trial. */
    TRIAL_EXTENSION,
    /** Moves a subscription to another price at once. */
    PLAN_CHANGE,
    /** Says beforehand what a change costs. */
    CHANGE_PREVIEW,
    /** Moves a subscription to another price when its period ends. */
    SCHEDULED_CHANGE,
    /** Ends a subscription when its period ends. */
    CANCEL_AT_PERIOD_END,
    /** Ends a subscription at once. */
    CANCEL_NOW,
    /** Takes back an end that has not come yet. */
    RESUME,
    /** Tells about a payment. */
    PAYMENT,
    /** Gives a whole payment back. */
    REFUND,
    /** Gives a part of a payment back. */
    PARTIAL_REFUND,
    /** Keeps an amount in a customer's favour for the next invoice. */
    CREDIT,
    /** A page where customers help themselves. */
    PORTAL,
    /** Takes usage that is charged afterwards. */
    METERED_USAGE,
    /** The same key makes the same object once, whatever is lost on the way. */
    IDEMPOTENCY_KEY,
    /** Finds what an operation made by the operation's key. */
    FIND_BY_KEY,
    /** Proves that a webhook is from it. Without this a webhook is only a hint to ask. */
    SIGNED_WEBHOOK
}
