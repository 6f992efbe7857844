package io.tenancy.cli.command;

import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Table;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one statement gave: rows, or a number of affected rows.
 *
 * @param columns names of the columns; empty for a statement that gives no rows
 * @param types the database's names of their types
 * @param rows the rows shown
 * @param affected affected rows, or -1 for a statement that gives rows
 * @param isCut whether there were more rows than are shown
 */
record SqlResult(
        List<String> columns, List<String> types, List<List<@Nullable Object>> rows, long affected, boolean isCut) {

    static List<SqlResult> all(Statement statement, boolean firstHasRows, int limit) throws SQLException {
        List<SqlResult> results = new ArrayList<>();
        boolean hasRows = firstHasRows;
        while (true) {
            if (hasRows) {
                try (ResultSet rows = statement.getResultSet()) {
                    results.add(read(rows, limit));
                }
            } else {
                long affected = statement.getLargeUpdateCount();
                if (affected < 0) {
                    return results;
                }
                results.add(new SqlResult(List.of(), List.of(), List.of(), affected, false));
            }
            hasRows = statement.getMoreResults();
        }
    }

    private static SqlResult read(ResultSet result, int limit) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int column = 1; column <= about.getColumnCount(); column++) {
            columns.add(about.getColumnLabel(column));
            types.add(about.getColumnTypeName(column));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean cut = false;
        while (result.next()) {
            if (rows.size() == limit) {
                cut = true;
                break;
            }
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(cell(result, column, about.getColumnType(column), types.get(column - 1)));
            }
            rows.add(row);
        }
        return new SqlResult(columns, types, rows, -1, cut);
    }

    /** Numbers and truth values keep their type, times become ISO-8601, all else is the database's own text. */
    private static @Nullable Object cell(ResultSet result, int column, int type, String typeName) throws SQLException {
        Object value = switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> result.getLong(column);
            case Types.NUMERIC -> number(result.getString(column));
            case Types.REAL, Types.DOUBLE -> result.getDouble(column);
            case Types.BIT, Types.BOOLEAN ->
                typeName.equals("bool") ? (Object) result.getBoolean(column) : result.getString(column);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> time(result, column, typeName);
            default -> result.getString(column);
        };
        return result.wasNull() ? null : value;
    }

    private static @Nullable Object number(@Nullable String text) {
        boolean finite = text != null && text.matches("-?[0-9.]+");
        return finite ? new BigDecimal(text) : text;
    }

    private static @Nullable Object time(ResultSet result, int column, String typeName) throws SQLException {
        String text = result.getString(column);
        if (text == null || text.contains("infinity") || text.endsWith("BC")) {
            return text;
        }
        return typeName.equals("timestamptz")
                ? result.getObject(column, OffsetDateTime.class).toInstant()
                : result.getObject(column, LocalDateTime.class);
    }

    Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (affected >= 0) {
            tree.put("affectedRows", affected);
            return tree;
        }
        List<Map<String, String>> heads = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            Map<String, String> head = new LinkedHashMap<>();
            head.put("name", columns.get(column));
            head.put("type", types.get(column));
            heads.add(head);
        }
        tree.put("columns", heads);
        tree.put("rows", rows.stream().map(this::jsonRow).toList());
        tree.put("truncated", isCut);
        return tree;
    }

    private List<@Nullable Object> jsonRow(List<@Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            Object cell = row.get(column);
            boolean json = types.get(column).startsWith("json") && cell instanceof String;
            cells.add(json ? Json.tree((String) cell) : cell);
        }
        return cells;
    }

    void writeTo(Page page) {
        if (affected >= 0) {
            page.line(page.style().faint(affected + (affected == 1 ? " row affected" : " rows affected")));
            return;
        }
        Table table = new Table(columns);
        rows.forEach(table::row);
        page.table(table);
        page.line(page.style().faint("(" + rows.size() + (rows.size() == 1 ? " row" : " rows") + ")"));
    }
}
