package io.tenancy.jdbc;

import io.tenancy.audit.AuditLog;
import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.TransactionQuotas;
import io.tenancy.jdbc.alert.Alerts;
import io.tenancy.jdbc.hook.TransactionHooks;
import java.sql.Connection;
import org.jooq.DSLContext;

/**
 * One transaction inside one tenant, as handed to the callback of {@link JdbcTenancy#inTransaction}. Valid until the callback
 * returns, on its thread.
 */
public interface TenantTransaction {
    /**
     * jOOQ on this transaction. The first statement carries the context; N statements cost N+1 round trips with the COMMIT.
     *
     * @return the context; {@code dsl().transaction(..)} nests with savepoints
     */
    DSLContext dsl();

    /**
     * Plain JDBC on this transaction. Leave commit, rollback and close to the callback's end.
     *
     * @return the tenant-bound connection
     */
    Connection connection();

    /**
     * Whom this transaction works for, fixed when it began.
     *
     * @return the binding
     */
    TenantBinding binding();

    /**
     * What this transaction takes along: statements that ride with COMMIT, and what happens after its end.
     *
     * @return the hooks of this transaction
     */
    TransactionHooks hooks();

    /**
     * How much the tenant has used, and using more as part of this transaction: a rollback un-counts.
     *
     * @return the quotas of this transaction
     */
    TransactionQuotas quotas();

    /**
     * The audit log. What succeeded rides with COMMIT and costs no round trip; what was denied or failed is kept even if this
     * transaction is rolled back.
     *
     * @return the log, good for this transaction
     */
    AuditLog audit();

    /**
     * Where alerts to people are raised: with this transaction's COMMIT, at no round trip.
     *
     * @return the alerts, good for this transaction
     */
    Alerts alerts();

    /**
     * Work inside a tenant's transaction.
     *
     * @param <R> what it gives
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Work<R extends @org.jspecify.annotations.Nullable Object, X extends Exception> {
        /**
         * Does the work.
         *
         * @param transaction the open transaction
         * @return the result
         * @throws X anything; it rolls back and passes through untouched
         */
        R run(TenantTransaction transaction) throws X;
    }

    /**
     * Work inside a tenant's transaction that gives nothing.
     *
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface VoidWork<X extends Exception> {
        /**
         * Does the work.
         *
         * @param transaction the open transaction
         * @throws X anything; it rolls back and passes through untouched
         */
        void run(TenantTransaction transaction) throws X;
    }
}
