package io.tenancy.entitlement;

/**
 * {@link Quotas} inside one transaction: what is consumed counts when the transaction commits, and not at all when it rolls back.
 * Valid as long as the transaction, on its thread.
 */
public interface TransactionQuotas extends Quotas {
    /**
     * Uses some when the transaction commits: no round trip of its own, and the counter's row is held for the commit alone. If the
     * limit refuses, the transaction rolls back, and whoever commits gets {@link QuotaExceededException}.
     *
     * @param meter the key of an exact meter
     * @param amount how much
     */
    void consumeAtCommit(String meter, long amount);
}
