package io.tenancy.jdbc.alert;

/**
 * Where alerts are raised, for the bound tenant. Thread-safe, unless it is that of an open transaction, which is that transaction's.
 */
public interface Alerts {
    /**
     * Writes an alert down. In an open transaction it rides with COMMIT and costs no round trip; it is delivered if the transaction is
     * committed, and at least once then. Outside of a transaction it has been written when this returns.
     *
     * @param alert the alert
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     */
    void raise(Alert alert);
}
