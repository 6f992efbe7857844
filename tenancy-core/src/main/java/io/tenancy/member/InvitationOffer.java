package io.tenancy.member;

import io.tenancy.tenant.TenantId;
import java.time.Instant;
import java.util.Objects;

/**
 * What an invitation offers to whoever holds its token.
 *
 * @param tenant where
 * @param tenantName how the tenant is called
 * @param email for whom
 * @param role the key of the role
 * @param expiresAt until when
 */
public record InvitationOffer(TenantId tenant, String tenantName, EmailAddress email, String role, Instant expiresAt) {
    /**
     * Checks the components.
     *
     * @param tenant where
     * @param tenantName how the tenant is called
     * @param email for whom
     * @param role the key of the role
     * @param expiresAt until when
     * @throws NullPointerException if one is null
     */
    public InvitationOffer {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(tenantName, "tenantName");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "offer of " + tenant;
    }
}
