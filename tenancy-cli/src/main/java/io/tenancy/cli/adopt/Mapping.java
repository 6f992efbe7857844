package io.tenancy.cli.adopt;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column that told customers apart so far become tenants.
 *
 * @param column the column
 * @param tenants the tenant of each value, as text; an empty text is a value
 * @param nulls the tenant of rows without a value, or null if there are none
 */
record Mapping(
        String column, Map<String, UUID> tenants, @Nullable UUID nulls) {}
