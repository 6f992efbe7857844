package io.tenancy.billing;

/** What an operation makes at a gateway, to be found again by the operation's key. */
public enum MadeObject {
    /** A price. */
    PRICE,
    /** A customer. */
    CUSTOMER,
    /** A checkout page, or what is paid there. */
    CHECKOUT,
    /** A subscription. */
    SUBSCRIPTION,
    /** A refund. */
    REFUND
}
