package io.tenancy.jdbc.internal.synthesis;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Offers values of any type, as the texts that PostgreSQL reads: fresh ones first, then what the clues suggest, then what is often asked
 * for. Not all of them have to be right; the server chooses. Not thread-safe.
 */
final class Candidates {
    /** Values of parts of other types, which cannot be chosen together with the rest. */
    @FunctionalInterface
    interface Parts {
        /** Values that the part's type accepts, at least one. */
        List<String> of(TypeShape part, long fresh, Clues clues) throws SQLException;
    }

    private final Parts parts;

    Candidates(Parts parts) {
        this.parts = parts;
    }

    /**
     * Offers values.
     *
     * @param type the type
     * @param fresh a number that was not used before
     * @param clues what conditions compare with
     */
    List<String> of(TypeShape type, long fresh, Clues clues) throws SQLException {
        if (!type.labels().isEmpty()) {
            return type.labels();
        }
        Set<String> values = new LinkedHashSet<>();
        if (type.kind() == 'c') {
            values.add(composite(type, fresh, clues));
        } else if (type.kind() == 'r' || type.kind() == 'm') {
            values.addAll(RangeCandidates.of(type, fresh, clues));
        } else if (type.category() == 'A' && !type.parts().isEmpty()) {
            values.addAll(arrays(type.parts().get(0), fresh, clues));
        } else {
            scalars(type, fresh, clues).forEach(values::add);
        }
        return List.copyOf(values);
    }

    private static Stream<String> scalars(TypeShape type, long fresh, Clues clues) {
        return switch (type.name()) {
            case "int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid" ->
                NumberCandidates.of(type, fresh, clues);
            case "text", "varchar", "bpchar", "name", "citext", "char" -> TextCandidates.of(type, fresh, clues);
            case "date", "timestamp", "timestamptz", "time", "timetz", "interval" ->
                TimeCandidates.of(type.name(), fresh, clues);
            default -> OtherCandidates.of(type, fresh, clues);
        };
    }

    private String composite(TypeShape type, long fresh, Clues clues) throws SQLException {
        List<String> values = new ArrayList<>();
        for (TypeShape part : type.parts()) {
            values.add(quoted(parts.of(part, fresh, clues).get(0)));
        }
        return "(" + String.join(",", values) + ")";
    }

    private List<String> arrays(TypeShape element, long fresh, Clues clues) throws SQLException {
        List<String> elements = parts.of(element, fresh, clues).stream()
                .limit(30)
                .map(Candidates::quoted)
                .toList();
        Set<Integer> sizes = new LinkedHashSet<>(List.of(1, 2, 3, 0));
        clues.sizes().filter(size -> size <= 100).forEach(sizes::add);
        List<String> arrays = new ArrayList<>();
        for (int size : sizes) {
            StringBuilder array = new StringBuilder("{");
            for (int i = 0; i < size; i++) {
                array.append(i == 0 ? "" : ",").append(elements.get(i % elements.size()));
            }
            arrays.add(array.append('}').toString());
        }
        elements.forEach(one -> arrays.add("{" + one + "}"));
        return arrays;
    }

    /** A value inside the text of an array or a row. */
    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
