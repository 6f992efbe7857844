package io.tenancy.jdbc.internal.synthesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that should be accepted.
 *
 * @param shape its table
 * @param texts the values of the columns that an INSERT names
 * @param waiting foreign keys whose parent is not there yet
 */
record Draft(Shape shape, Map<Field, @Nullable String> texts, List<Link> waiting) {
    Map<String, String> literals() {
        Map<String, String> literals = new LinkedHashMap<>();
        for (Field field : shape.written()) {
            literals.put(field.sql(), Literals.plain(texts.get(field), field.type()));
        }
        return literals;
    }

    String insert() {
        Map<String, String> literals = literals();
        return literals.isEmpty()
                ? "insert into " + shape.sql() + " default values"
                : "insert into " + shape.sql() + " (" + String.join(", ", literals.keySet()) + ")"
                        + (shape.identity() ? " overriding system value" : "")
                        + " values (" + String.join(", ", literals.values()) + ")";
    }
}
