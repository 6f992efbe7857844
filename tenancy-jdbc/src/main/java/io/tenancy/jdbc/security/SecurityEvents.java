package io.tenancy.jdbc.security;

/** Where security events of the bound tenant are written down. Thread-safe. */
public interface SecurityEvents {
    /**
     * Writes an event down, beside whatever transaction is open: it stands even if that is rolled back. Returns at once.
     *
     * @param event the event
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     */
    void record(SecurityEvent event);
}
