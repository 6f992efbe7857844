package io.tenancy.jdbc.internal.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results of one execution that belong to the user: without BEGIN and the context's row in front and the COMMIT behind. Navigated like the
 * results of a {@link Statement}.
 */
final class Results {
    /** pgjdbc's states for a query without rows and for rows that nobody wanted. */
    private static final String NO_DATA = "02000";

    private static final String TOO_MANY_RESULTS = "0100E";

    private final List<Object> items = new ArrayList<>(3);
    private int at;

    private Results() {}

    static Results none() {
        return new Results();
    }

    /** Takes everything the driver has received; results with a cursor stay on the server until they are read. */
    static Results collect(
            Statement physical, boolean firstIsResultSet, Form form, Function<ResultSet, ResultSet> wrapper)
            throws SQLException {
        Results results = new Results();
        boolean isResultSet = firstIsResultSet;
        int skip = form.resultsInFront();
        while (true) {
            if (isResultSet) {
                if (skip <= 0) {
                    results.items.add(wrapper.apply(physical.getResultSet()));
                }
            } else {
                long count = physical.getLargeUpdateCount();
                if (count == -1) {
                    break;
                }
                if (skip <= 0) {
                    results.items.add(count);
                }
            }
            skip--;
            isResultSet = physical.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        }
        if (form == Form.UNIT && !results.items.isEmpty()) {
            results.items.remove(results.items.size() - 1);
        }
        return results;
    }

    boolean isResultSet() {
        return current() instanceof ResultSet;
    }

    @Nullable
    ResultSet resultSet() {
        return current() instanceof ResultSet rows ? rows : null;
    }

    long updateCount() {
        return current() instanceof Long count ? count : -1;
    }

    private @Nullable Object current() {
        return at < items.size() ? items.get(at) : null;
    }

    boolean more(int how) throws SQLException {
        if (how == Statement.CLOSE_CURRENT_RESULT) {
            close(current());
        } else if (how == Statement.CLOSE_ALL_RESULTS) {
            for (int i = 0; i <= at && i < items.size(); i++) {
                close(items.get(i));
            }
        }
        at = Math.min(at + 1, items.size());
        return isResultSet();
    }

    ResultSet requireRows() throws SQLException {
        ResultSet rows = resultSet();
        if (rows == null) {
            throw new SQLException("No results were returned by the query.", NO_DATA);
        }
        return rows;
    }

    long requireCount() throws SQLException {
        for (Object item : items) {
            if (item instanceof ResultSet) {
                throw new SQLException("A result was returned when none was expected.", TOO_MANY_RESULTS);
            }
        }
        return Math.max(updateCount(), 0);
    }

    /** Whether every row set has been closed, which ends a statement that closes on completion. */
    boolean isCompleted() throws SQLException {
        for (Object item : items) {
            if (item instanceof ResultSet rows && !rows.isClosed()) {
                return false;
            }
        }
        return true;
    }

    void closeAll() throws SQLException {
        for (Object item : items) {
            close(item);
        }
    }

    private static void close(@Nullable Object item) throws SQLException {
        if (item instanceof ResultSet rows) {
            rows.close();
        }
    }
}
