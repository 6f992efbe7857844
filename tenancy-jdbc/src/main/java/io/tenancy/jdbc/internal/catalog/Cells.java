package io.tenancy.jdbc.internal.catalog;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Cells that hold several values. */
final class Cells {
    private Cells() {}

    static List<String> texts(ResultSet row, int column) throws SQLException {
        List<String> texts = new ArrayList<>();
        Array array = row.getArray(column);
        if (array != null) {
            for (Object element : (Object[]) array.getArray()) {
                texts.add(String.valueOf(element));
            }
        }
        return texts;
    }

    static List<Long> numbers(ResultSet row, int column) throws SQLException {
        return texts(row, column).stream().map(Long::valueOf).toList();
    }

    static List<Integer> columns(ResultSet row, int column) throws SQLException {
        return texts(row, column).stream().map(Integer::valueOf).toList();
    }

    static char letter(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null || text.isEmpty() ? ' ' : text.charAt(0);
    }
}
