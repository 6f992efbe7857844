package io.tenancy.jdbc.internal.synthesis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Columns that conditions tie together, so that their values can only be chosen at once. Immutable.
 *
 * @param slots the columns with what they may take
 * @param generated the generated columns that the conditions name
 * @param conditions the conditions
 */
record Component(List<Slot> slots, List<Field> generated, List<Condition> conditions) {
    /** Splits a row: columns without a condition in common are apart. */
    static List<Component> split(Shape shape, List<Slot> slots, List<Condition> conditions) {
        List<Set<Field>> groups = new ArrayList<>();
        slots.forEach(slot -> groups.add(new LinkedHashSet<>(Set.of(slot.field()))));
        List<Set<Field>> mentioned = new ArrayList<>();
        for (Condition condition : conditions) {
            Set<Field> fields = mentioned(shape, condition.sql());
            mentioned.add(fields);
            Set<Field> whole = new LinkedHashSet<>();
            groups.removeIf(group -> {
                boolean touched = group.stream().anyMatch(fields::contains);
                if (touched) {
                    whole.addAll(group);
                }
                return touched;
            });
            if (!whole.isEmpty()) {
                groups.add(whole);
            }
        }
        List<Component> components = new ArrayList<>();
        for (Set<Field> group : groups) {
            List<Condition> own = new ArrayList<>();
            Set<Field> generated = new LinkedHashSet<>();
            for (int i = 0; i < conditions.size(); i++) {
                if (mentioned.get(i).stream().anyMatch(group::contains)) {
                    own.add(conditions.get(i));
                    mentioned.get(i).stream()
                            .filter(field -> field.generated() != null)
                            .forEach(generated::add);
                }
            }
            components.add(new Component(
                    slots.stream().filter(slot -> group.contains(slot.field())).toList(), List.copyOf(generated), own));
        }
        return components;
    }

    /** The columns that an expression names; with a generated one, also those that it is computed from. */
    static Set<Field> mentioned(Shape shape, String sql) {
        Set<Field> fields = shape.fields().stream()
                .filter(field -> Clues.names(sql, field.sql()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Field field : List.copyOf(fields)) {
            String expression = field.generated();
            if (expression != null) {
                shape.fields().stream()
                        .filter(other -> other.generated() == null && Clues.names(expression, other.sql()))
                        .forEach(fields::add);
            }
        }
        return fields;
    }

    Component only(Condition condition) {
        return new Component(slots, generated, List.of(condition));
    }

    Component first(int most) {
        return new Component(slots.stream().map(slot -> slot.first(most)).toList(), generated, conditions);
    }

    Component with(List<Slot> others) {
        return new Component(others, generated, conditions);
    }

    /** In how many ways its columns can be filled. */
    double ways() {
        return slots.stream().mapToDouble(slot -> slot.values().size()).reduce(1, (a, b) -> a * b);
    }
}
