package io.tenancy.jdbc.metering;

import java.util.UUID;

/**
 * A gauge that does not show what there is. Immutable.
 *
 * @param meter the meter's key
 * @param tenantId the tenant
 * @param tenant the tenant's key; empty for rows of nobody that the registry knows
 * @param counted how much there is, counted now
 * @param kept what the gauge shows
 */
public record GaugeDrift(String meter, UUID tenantId, String tenant, long counted, long kept) {}
