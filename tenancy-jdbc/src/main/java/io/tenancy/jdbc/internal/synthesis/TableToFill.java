package io.tenancy.jdbc.internal.synthesis;

import org.jspecify.annotations.Nullable;

/**
 * A table that needs rows.
 *
 * @param oid its number in {@code pg_class}
 * @param tenantColumn the name of its tenant column, not quoted; null for a shared table, which gets one row for both sides
 */
public record TableToFill(long oid, @Nullable String tenantColumn) {}
