package io.tenancy.jdbc;

import io.tenancy.jdbc.provision.Attribution;
import java.sql.Connection;
import org.jooq.DSLContext;

/**
 * One transaction across all tenants, as the role {@code tenancy_admin}: explicit, with an actor and a reason, and written to the
 * audit trail before the first statement, in the same transaction. Valid until the callback returns, on its thread.
 */
public interface AdminTransaction {
    /**
     * jOOQ on this transaction. Rows of every tenant are in view: name the tenant in your own WHERE.
     *
     * @return the context
     */
    DSLContext dsl();

    /**
     * Plain JDBC on this transaction. Leave commit, rollback and close to the callback's end.
     *
     * @return the connection
     */
    Connection connection();

    /**
     * Who opened this transaction, and why.
     *
     * @return actor and reason, as audited
     */
    Attribution attribution();

    /**
     * Work across tenants.
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
         * @throws X anything; it rolls back, the audit entry with it, and passes through untouched
         */
        R run(AdminTransaction transaction) throws X;
    }
}
