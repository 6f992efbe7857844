package io.tenancy.jdbc.isolation.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One synthesised row, by column as SQL takes its name, with the values as literals. Immutable.
 *
 * @param values the literals
 */
record Row(Map<String, String> values) {
    Row {
        values = Map.copyOf(values);
    }

    String get(String column) {
        return values.getOrDefault(column, "null");
    }

    Row with(String column, String literal) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(column, literal);
        return new Row(changed);
    }

    /** An INSERT of the row, also where the server would rather choose an identity. */
    String insert(String table, List<Field> fields) {
        List<Field> written =
                fields.stream().filter(field -> !field.generated()).toList();
        return "insert into " + table + " ("
                + written.stream().map(Field::sql).collect(Collectors.joining(", "))
                + ") overriding system value values ("
                + written.stream().map(field -> get(field.sql())).collect(Collectors.joining(", ")) + ")";
    }
}
