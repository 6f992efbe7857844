package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Index;
import io.tenancy.jdbc.internal.catalog.Relation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names for indexes that are still to be made, so that the statement that makes one can be repeated. */
final class IndexName {
    private static final int LONGEST = 63;

    private IndexName() {}

    /** The name of an index that is there, without its schema. */
    static String of(Index index) {
        return withoutSchema(index.sql());
    }

    /** A name as PostgreSQL would choose it, which nothing in the schema has yet; the same in every run. */
    static String free(Catalog catalog, Relation table, List<Integer> columns, String ending) {
        Set<String> taken = taken(catalog, table);
        String base = Stream.concat(
                        Stream.of(table.name()),
                        columns.stream()
                                .map(number -> catalog.column(table.oid(), number))
                                .filter(Objects::nonNull)
                                .map(Column::name))
                .collect(Collectors.joining("_"));
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> quoted(cut(base, "_" + ending + (number == 0 ? "" : number))))
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> taken(Catalog catalog, Relation table) {
        Stream<String> relations = catalog.relations().values().stream()
                .filter(relation -> relation.schema().equals(table.schema()))
                .map(relation -> quoted(relation.name()));
        Stream<String> indexes = catalog.relations().values().stream()
                .filter(relation -> relation.schema().equals(table.schema()))
                .flatMap(relation -> catalog.indexesOf(relation.oid()).stream())
                .map(IndexName::of);
        return Stream.concat(relations, indexes).collect(Collectors.toSet());
    }

    private static String cut(String base, String ending) {
        String name = base;
        while ((name + ending).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
        }
        return name + ending;
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Of {@code "a.b"."c"} the second part. */
    private static String withoutSchema(String qualified) {
        boolean quoted = false;
        for (int i = 0; i < qualified.length(); i++) {
            if (qualified.charAt(i) == '"') {
                quoted = !quoted;
            } else if (qualified.charAt(i) == '.' && !quoted) {
                return qualified.substring(i + 1);
            }
        }
        return qualified;
    }
}
