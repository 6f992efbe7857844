package io.tenancy.jdbc.internal.synthesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that stands in a table, with the texts of its values. Immutable.
 *
 * @param shape the table
 * @param side whose it is; null if it is shared
 * @param texts the values by the column's name as SQL takes it, null for null
 * @param made whether it was made here, and not found
 */
record Standing(Shape shape, @Nullable Side side, Map<String, @Nullable String> texts, boolean made) {
    Standing {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    SeededRow seeded() {
        Map<String, String> literals = new LinkedHashMap<>();
        for (Field field : shape.fields()) {
            literals.put(field.sql(), Literals.plain(texts.get(field.sql()), field.type()));
        }
        return new SeededRow(shape.oid(), shape.sql(), side, literals, key());
    }

    /** The columns that tell the row from others. */
    List<String> key() {
        for (UniqueKey key : shape.keys()) {
            List<String> columns = columns(key);
            if (key.tellsRows() && columns.stream().noneMatch(column -> texts.get(column) == null)) {
                return columns;
            }
        }
        List<String> comparable = shape.fields().stream()
                .filter(field -> field.type().isComparable())
                .map(Field::sql)
                .toList();
        return comparable.isEmpty() ? new ArrayList<>() : comparable;
    }

    private List<String> columns(UniqueKey key) {
        return key.columns().stream()
                .map(number -> shape.fields().stream()
                        .filter(field -> field.number() == number)
                        .map(Field::sql)
                        .findFirst()
                        .orElse(""))
                .filter(Objects::nonNull)
                .toList();
    }
}
