package io.tenancy.usage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gauge counts. Immutable.
 *
 * @param table the tenant table, with or without schema
 * @param column the column that is summed; null to count rows
 */
public record GaugeSource(String table, @Nullable String column) {
    /**
     * Checks the components.
     *
     * @param table the tenant table
     * @param column the column that is summed
     */
    public GaugeSource {
        Objects.requireNonNull(table, "table");
    }
}
