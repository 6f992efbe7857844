package io.tenancy.cli.adopt;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plain JDBC in few words. */
final class Query {
    private Query() {}

    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... binds)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, binds);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row.read(result));
                }
                return rows;
            }
        }
    }

    static <T> T one(Connection connection, String sql, Row<T> row, @Nullable Object... binds) throws SQLException {
        return list(connection, sql, row, binds).get(0);
    }

    static boolean test(Connection connection, String sql, @Nullable Object... binds) throws SQLException {
        return one(connection, sql, row -> row.getBoolean(1), binds);
    }

    @CanIgnoreReturnValue
    static int run(Connection connection, String sql, @Nullable Object... binds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, binds);
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        }
    }

    /** A text of several statements, without binds. */
    static void script(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... binds) throws SQLException {
        for (int i = 0; i < binds.length; i++) {
            statement.setObject(i + 1, binds[i]);
        }
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.copyOf(Arrays.asList((String[]) array.getArray()));
    }

    static List<Long> numbers(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.copyOf(Arrays.asList((Long[]) array.getArray()));
    }

    static char letter(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null || text.isEmpty() ? ' ' : text.charAt(0);
    }
}
