package io.tenancy.jdbc.provision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A custom domain of a tenant. It resolves only once it is verified.
 *
 * @param domain the normalised host name
 * @param addedAt when it was added
 * @param verifiedAt when its ownership was proved, or null
 */
public record TenantDomain(
        String domain, Instant addedAt, @Nullable Instant verifiedAt) {}
