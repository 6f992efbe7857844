package io.tenancy.jdbc.internal.synthesis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row that would be accepted, but was not inserted. Immutable.
 *
 * @param table its table's number
 * @param sql the INSERT, with literals only
 * @param literals the values in it, by the column's name as SQL takes it, in column order; generated columns are not in it
 */
public record NewRow(long table, String sql, Map<String, String> literals) {
    /**
     * Copies the values.
     *
     * @param table its table's number
     * @param sql the INSERT
     * @param literals the values
     */
    public NewRow {
        literals = Collections.unmodifiableMap(new LinkedHashMap<>(literals));
    }
}
