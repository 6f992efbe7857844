package io.tenancy.billing.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row a result stands on, to be read at once. Not thread-safe. */
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    /**
     * A column that is not null; one that is gives null all the same, to whoever asks for {@link #orNull}.
     *
     * @param column its name
     * @param type as which it is read
     * @param <T> the type
     * @return the value
     */
    @SuppressWarnings(
            "NullAway") // Columns are not null by the table's definition; those that may be are read by orNull.
    public <T> T get(String column, Class<T> type) {
        return orNull(column, type);
    }

    /**
     * A column that may be null.
     *
     * @param column its name
     * @param type as which it is read
     * @param <T> the type
     * @return the value, or null
     */
    public <T> @Nullable T orNull(String column, Class<T> type) {
        try {
            return type == byte[].class ? type.cast(result.getBytes(column)) : result.getObject(column, type);
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }
}
