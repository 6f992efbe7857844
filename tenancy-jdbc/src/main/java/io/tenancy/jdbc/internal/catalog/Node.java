package io.tenancy.jdbc.internal.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A piece of an expression as PostgreSQL keeps it in a {@code pg_node_tree}. Immutable. */
public sealed interface Node {
    /** Any single word: a number, a name, a truth value. */
    record Word(String text) implements Node {}

    /** A list in parentheses, or the bytes of a constant in brackets. */
    record Items(List<Node> nodes) implements Node {}

    /** A node in braces: its kind and its fields. A field may have several values, such as length and bytes of a constant. */
    record Struct(String kind, Map<String, List<Node>> fields) implements Node {
        boolean is(String wanted) {
            return kind.equals(wanted);
        }

        @Nullable
        Struct struct(String field) {
            return first(field) instanceof Struct struct ? struct : null;
        }

        String word(String field) {
            return first(field) instanceof Word word ? word.text() : "";
        }

        /** A number in a field, -1 if there is none. */
        public long number(String field) {
            String word = word(field);
            return word.matches("-?[0-9]{1,18}") ? Long.parseLong(word) : -1;
        }

        boolean isEmpty(String field) {
            return first(field) == null;
        }

        /** The nodes of a list; none if the field is empty. Null if something in it is no node. */
        @Nullable
        List<Struct> structs(String field) {
            Node first = first(field);
            if (first == null) {
                return List.of();
            }
            List<Node> nodes = first instanceof Items items ? items.nodes() : List.of(first);
            return nodes.stream().allMatch(Struct.class::isInstance)
                    ? nodes.stream().map(Struct.class::cast).toList()
                    : null;
        }

        private @Nullable Node first(String field) {
            List<Node> values = Objects.requireNonNullElse(fields.get(field), List.of());
            return values.isEmpty() ? null : values.get(0);
        }
    }

    /** Visits this node and every one below it that stands in braces. */
    default void walk(Consumer<Struct> visitor) {
        if (this instanceof Struct struct) {
            visitor.accept(struct);
            struct.fields().values().forEach(values -> values.forEach(value -> value.walk(visitor)));
        } else if (this instanceof Items items) {
            items.nodes().forEach(item -> item.walk(visitor));
        }
    }
}
