package io.tenancy.billing;

/**
 * What a tenant may do as far as paying goes: ours, not the gateway's. The three bits are asked apart, because a tenant that is late should
 * lose the least first.
 */
public enum AccessState {
    /** In a trial, with or without a gateway. */
    TRIAL(false, false, false),
    /** Paid, or given. */
    ACTIVE(false, false, false),
    /** Late; keeps everything but changes of its plan. */
    GRACE(true, false, false),
    /** Grace is over: reads, writes nothing. */
    RESTRICTED(true, true, false),
    /** Nobody gets in. */
    SUSPENDED(true, true, true),
    /** Over. What it keeps is said by {@code onSubscriptionEnd}. */
    ENDED(true, false, false);

    private final boolean blocksChange;
    private final boolean blocksWrite;
    private final boolean blocksAll;

    AccessState(boolean blocksChange, boolean blocksWrite, boolean blocksAll) {
        this.blocksChange = blocksChange;
        this.blocksWrite = blocksWrite;
        this.blocksAll = blocksAll;
    }

    /**
     * Whether the plan may not be changed, paying aside.
     *
     * @return true if so
     */
    public boolean blocksChange() {
        return blocksChange;
    }

    /**
     * Whether nothing may be written.
     *
     * @return true if so
     */
    public boolean blocksWrite() {
        return blocksWrite;
    }

    /**
     * Whether nobody gets in.
     *
     * @return true if so
     */
    public boolean blocksAll() {
        return blocksAll;
    }
}
