package io.tenancy.jdbc.internal.synthesis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that was made and stands in its table. Immutable.
 *
 * @param table the table's number
 * @param sql the table's name as SQL takes it, qualified
 * @param side whose it is; null for a row of a shared table
 * @param literals every column's value as an SQL literal, by the column's name as SQL takes it, in column order; generated columns
 *     are in it
 * @param key the columns of {@code literals} that tell the row from others: its primary key, else a unique key, else what can be compared
 */
public record SeededRow(long table, String sql, @Nullable Side side, Map<String, String> literals, List<String> key) {
    /**
     * Copies the collections.
     *
     * @param table the table's number
     * @param sql its name
     * @param side whose it is
     * @param literals the values
     * @param key the columns of the key
     */
    public SeededRow {
        literals = Collections.unmodifiableMap(new LinkedHashMap<>(literals));
        key = List.copyOf(key);
    }

    /** A condition that holds for this row. */
    public String where() {
        return key.stream()
                .map(column -> {
                    String literal = literals.getOrDefault(column, "null");
                    return column + (literal.equals("null") ? " is null" : " = " + literal);
                })
                .collect(Collectors.joining(" and "));
    }
}
