package io.tenancy.jdbc.internal.synthesis;

import java.util.UUID;

/**
 * One of the two tenants that rows are made for.
 *
 * @param name what reports call it
 * @param tenant what its rows carry in a tenant column of type uuid, or in canonical form in one of a text type
 * @param number what its rows carry in a tenant column of a numeric type
 */
public record Side(String name, UUID tenant, long number) {}
