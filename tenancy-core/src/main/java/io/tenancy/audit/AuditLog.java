package io.tenancy.audit;

/**
 * The audit log of the bound tenant: append-only, each event chained to the one before. Thread-safe, unless it is that of an open
 * transaction, which is that transaction's.
 *
 * <pre>{@code
 * tenancy.useTransaction(tx -> {
 *     tx.dsl().execute("update invoice set voided = true where id = ?", id);
 *     tx.audit().record(AuditEvent.of(VOIDED).resource("invoice", id.toString()).build());
 * });
 * }</pre>
 *
 * <p>Every method fails with {@link io.tenancy.context.TenantContextMissingException} if no tenant is bound.
 */
public interface AuditLog {
    /**
     * Writes an event down. In an open transaction, success rides with the COMMIT: no round trip, and the event stands if and only if
     * the transaction does. What was denied or failed is written by itself when the transaction has ended, however it ended. Outside
     * of a transaction, the event has been written when this returns.
     *
     * @param event the event
     */
    void record(AuditEvent event);

    /**
     * Reads events of the bound tenant.
     *
     * @param query which
     * @return one page, the latest first
     */
    AuditPage query(AuditQuery query);
}
