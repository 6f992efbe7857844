package io.tenancy.jdbc.hook;

/**
 * What an open transaction of a tenant takes along. Got from {@code tx.hooks()}, or from any connection of a {@code TenantDataSource}
 * by {@code connection.unwrap(TransactionHooks.class)}; good for the transaction that is open then, on its thread.
 *
 * <p>A rollback to a savepoint takes back what came after the savepoint.
 */
public interface TransactionHooks {
    /**
     * Sends a statement in the same round trip as COMMIT, inside the tenant, behind what was queued before. If it fails nothing is
     * committed, and commit throws.
     *
     * @param statement the statement; what it gives is not read
     * @throws IllegalStateException if no transaction is open: the connection is in autocommit mode
     * @throws io.tenancy.TenancyException if no tenant is bound, or another one than the transaction's
     */
    void atCommit(CommitStatement statement);

    /**
     * Runs after the transaction was committed, on the thread that committed. What it throws is logged: the transaction stands.
     *
     * @param action short, and nothing that must not be lost: a program can die before it
     * @throws IllegalStateException if no transaction is open
     */
    void afterCommit(Runnable action);

    /**
     * Runs after the transaction, or the part since the savepoint, was rolled back. Neither this nor {@link #afterCommit} runs when
     * the connection is lost during COMMIT: then nobody knows.
     *
     * @param action short
     * @throws IllegalStateException if no transaction is open
     */
    void afterRollback(Runnable action);
}
