package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.synthesis.RowSynthesis;
import io.tenancy.jdbc.internal.synthesis.Side;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as they stand in their table, after defaults and triggers: read back as literals. */
final class SpareRows {
    private final Connection connection;
    private final Map<Long, List<Field>> fields;
    private final RowSynthesis synthesis;

    SpareRows(Connection connection, Map<Long, List<Field>> fields, RowSynthesis synthesis) {
        this.connection = connection;
        this.fields = fields;
        this.synthesis = synthesis;
    }

    /** Any row for which a condition holds. */
    @Nullable
    Row standing(Relation table, String condition) throws SQLException {
        return read(table, "select " + literals(table) + " from " + table.sql() + " where " + condition + " limit 1");
    }

    /** A row that could be added, and is not; null if none could. */
    @Nullable
    Row spare(Relation table, Side side) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            String insert = synthesis.insert(table.oid(), side).strip().replaceFirst(";$", "");
            return read(table, insert + " returning " + literals(table));
        } catch (NoSuchElementException e) {
            return null;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e;
            }
            return null;
        } finally {
            connection.rollback(before);
        }
    }

    private String literals(Relation table) {
        return of(table).stream()
                .map(field -> "quote_nullable(" + field.sql() + "::text)")
                .collect(Collectors.joining(", "));
    }

    private List<Field> of(Relation table) {
        return fields.getOrDefault(table.oid(), List.of());
    }

    private @Nullable Row read(Relation table, String sql) throws SQLException {
        return of(table).isEmpty()
                ? null
                : Jdbc.first(connection, sql, row -> row(table, row)).orElse(null);
    }

    private Row row(Relation table, ResultSet result) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        int place = 1;
        for (Field field : of(table)) {
            String literal = result.getString(place++);
            values.put(field.sql(), literal.equals("NULL") ? "null" : literal);
        }
        return new Row(values);
    }
}
