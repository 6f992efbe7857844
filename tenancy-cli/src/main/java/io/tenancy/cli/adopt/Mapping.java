package io.tenancy.cli.adopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column that told customers apart so far become tenants.
 *
 * @param column the column
 * @param tenants the tenant of each value, as text; an empty text is a value
 * @param nulls the tenant of rows without a value, or null if there are none
 * @param rest the tenant of values that come up later, and of rows that nothing leads to; or null
 * @param derived tables without the column, in the order in which they can be filled, each with the foreign key that leads to
 *     a table that is filled before
 * @param loose tables that nothing leads anywhere
 */
record Mapping(
        String column,
        Map<String, UUID> tenants,
        @Nullable UUID nulls,
        @Nullable UUID rest,
        Map<Original.Table, Original.ForeignKey> derived,
        List<Original.Table> loose) {
    Mapping {
        tenants = new LinkedHashMap<>(tenants);
        derived = new LinkedHashMap<>(derived);
        loose = List.copyOf(loose);
    }

    @Nullable
    UUID tenantOf(@Nullable String value) {
        return value == null ? nulls : tenants.getOrDefault(value, rest);
    }

    /** The tenant of a row, from the column. */
    String expression() {
        String value = Sql.name(column);
        return "case when " + value + " is null then " + literal(nulls)
                + tenants.entrySet().stream()
                        .map(entry -> "\n            when " + value + "::text = " + Sql.literal(entry.getKey())
                                + " then " + literal(entry.getValue()))
                        .collect(Collectors.joining())
                + "\n            else " + literal(rest) + " end";
    }

    private static String literal(@Nullable UUID id) {
        return id == null ? "null" : Sql.literal(id.toString()) + "::uuid";
    }
}
