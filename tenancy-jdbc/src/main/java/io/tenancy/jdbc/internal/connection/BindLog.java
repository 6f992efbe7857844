package io.tenancy.jdbc.internal.connection;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The binds of one prepared statement, in the order of its placeholders, ready to be applied behind any number of others. Knows
 * whether one of them leaves its type to the server, because the driver then asks the server and splits the flight.
 */
final class BindLog {
    private static final String INVALID_PARAMETER = "22023";

    private final @Nullable Bind[] binds;
    private final boolean[] untyped;
    private final boolean stringsAreTyped;

    BindLog(int placeholders, boolean stringsAreTyped) {
        this.binds = new Bind[placeholders];
        this.untyped = new boolean[placeholders];
        this.stringsAreTyped = stringsAreTyped;
    }

    /** Sets one value of a statement. */
    @FunctionalInterface
    interface Bind {
        void set(PreparedStatement statement, int at) throws SQLException;
    }

    void put(int index, boolean typed, Bind bind) throws SQLException {
        if (index < 1 || index > binds.length) {
            throw new SQLException(
                    "The column index is out of range: " + index + ", number of columns: " + binds.length + ".",
                    INVALID_PARAMETER);
        }
        binds[index - 1] = bind;
        untyped[index - 1] = !typed;
    }

    void clear() {
        Arrays.fill(binds, null);
        Arrays.fill(untyped, false);
    }

    /** Sets all values, the first one behind {@code offset} others. */
    void applyTo(PreparedStatement statement, int offset) throws SQLException {
        for (int i = 0; i < binds.length; i++) {
            Bind bind = binds[i];
            if (bind == null) {
                throw new SQLException("No value specified for parameter " + (i + 1) + ".", INVALID_PARAMETER);
            }
            bind.set(statement, offset + i + 1);
        }
    }

    boolean hasUntyped() {
        for (boolean one : untyped) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    boolean stringsAreTyped() {
        return stringsAreTyped;
    }

    /** Whether pgjdbc names a type for this JDBC type, also for a null. */
    boolean isTyped(int sqlType) {
        return switch (sqlType) {
            case Types.INTEGER,
                    Types.BIGINT,
                    Types.SMALLINT,
                    Types.TINYINT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.BOOLEAN,
                    Types.BIT,
                    Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY -> true;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> stringsAreTyped;
            default -> false;
        };
    }

    /** Whether pgjdbc names a type for a value of this class. */
    boolean isTyped(@Nullable Object x) {
        if (x instanceof String) {
            return stringsAreTyped;
        }
        return x instanceof Integer
                || x instanceof Long
                || x instanceof UUID
                || x instanceof Boolean
                || x instanceof BigDecimal
                || x instanceof Short
                || x instanceof Byte
                || x instanceof Double
                || x instanceof Float
                || x instanceof byte[]
                || x instanceof LocalDate
                || x instanceof LocalDateTime
                || x instanceof OffsetDateTime;
    }
}
