package io.tenancy.jdbc.observation;

import io.tenancy.observation.ObservedPeriod;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;

/**
 * How a tenant was served. Immutable.
 *
 * @param id which tenant
 * @param key its key
 * @param period requests, errors and latency
 */
public record ObservedTenant(TenantId id, TenantKey key, ObservedPeriod period) {}
