package io.tenancy.jdbc.metering;

import org.jspecify.annotations.Nullable;

/**
 * A table that is counted, as the database has it. Immutable.
 *
 * @param meter the meter's key
 * @param table the table
 * @param column the column that is summed; null if rows are counted
 * @param feature the feature whose amount is the limit; null for none
 * @param hard whether the limit refuses
 */
public record GaugeTable(
        String meter,
        String table,
        @Nullable String column,
        @Nullable String feature,
        boolean hard) {}
