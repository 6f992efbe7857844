package io.tenancy.jdbc.security;

import java.time.Instant;
import java.util.Optional;

/** Where security events of the bound tenant are written down. Thread-safe. */
public interface SecurityEvents {
    /**
     * Writes an event down, beside whatever transaction is open: it stands even if that is rolled back. Returns at once.
     *
     * @param event the event
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     */
    void record(SecurityEvent event);

    /**
     * Until when a network address is kept out: from the bound tenant, or, if none is bound, from everywhere. Remembered; in steady state
     * nobody is asked.
     *
     * @param address as events name it
     * @return when it ends; empty if the address is not kept out
     * @throws io.tenancy.tenant.RegistryUnavailableException if nobody can be asked, and what is remembered is too old
     */
    Optional<Instant> blockedUntil(String address);
}
