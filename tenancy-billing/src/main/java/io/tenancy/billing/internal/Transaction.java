package io.tenancy.billing.internal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An open transaction. Valid until the work on it returns, on its thread. */
public final class Transaction {
    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /**
     * Runs a statement.
     *
     * @param sql the statement
     * @param binds the values
     * @return how many rows it changed
     */
    @CanIgnoreReturnValue
    public int execute(String sql, @Nullable Object... binds) {
        try (PreparedStatement statement = prepare(sql, binds)) {
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /**
     * A question, asked when its rows are read.
     *
     * @param sql the query, or a statement that returns rows
     * @param binds the values
     * @return the question
     */
    public Query query(String sql, @Nullable Object... binds) {
        return new Query(sql, binds);
    }

    private PreparedStatement prepare(String sql, @Nullable Object... binds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < binds.length; i++) {
                statement.setObject(i + 1, binds[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** A question. */
    public final class Query {
        private final String sql;
        private final @Nullable Object[] binds;

        private Query(String sql, @Nullable Object... binds) {
            this.sql = sql;
            this.binds = binds;
        }

        /**
         * All rows.
         *
         * @param reader reads one
         * @param <T> what a row becomes
         * @return in order
         */
        public <T> List<T> list(Function<Row, T> reader) {
            try (PreparedStatement statement = prepare(sql, binds);
                    ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Row row = new Row(result);
                while (result.next()) {
                    rows.add(reader.apply(row));
                }
                return rows;
            } catch (SQLException e) {
                throw new UncheckedSqlException(e);
            }
        }

        /**
         * The first row.
         *
         * @param reader reads it
         * @param <T> what it becomes
         * @return empty if there is none
         */
        public <T> Optional<T> first(Function<Row, T> reader) {
            return list(reader).stream().findFirst();
        }
    }
}
