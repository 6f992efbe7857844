package io.tenancy.billing;

/**
 * Where a subscription stands at its gateway, in one vocabulary. What it means for the tenant is another question:
 * {@link AccessState}.
 */
public enum ProviderStatus {
    /** Begun, the first payment is open. */
    INCOMPLETE,
    /** Begun, and the first payment never came. Nothing follows. */
    INCOMPLETE_EXPIRED,
    /** In a trial that the gateway keeps. */
    TRIALING,
    /** Paid. */
    ACTIVE,
    /** A payment failed; the gateway goes on trying. */
    PAST_DUE,
    /** A payment failed, and the gateway has given up trying. */
    UNPAID,
    /** Neither charged nor ended. */
    PAUSED,
    /** Ended. Nothing follows. */
    CANCELED,
    /** A word of the gateway that we do not know: nothing is concluded from it. */
    UNRECOGNIZED;

    /**
     * Whether nothing follows any more.
     *
     * @return true for the two ends
     */
    public boolean isTerminal() {
        return this == CANCELED || this == INCOMPLETE_EXPIRED;
    }
}
